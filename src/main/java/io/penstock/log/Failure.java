package io.penstock.log;

import java.util.Locale;

/**
 * Why an event left the straight way to its sink.
 *
 * @param code what the destination, or the reader, calls it, such as an SQLSTATE; may be empty
 * @param message for people, cut at {@link #MESSAGE_CHARS_MAX}; never quotes the event
 * @param path the field at fault, empty where none is known
 */
public record Failure(Kind kind, String code, String message, String path) {
  /** With four bytes for a character a message stays within a kilobyte. */
  public static final int MESSAGE_CHARS_MAX = 256;

  private static final int CODE_CHARS_MAX = 64;

  /** At which stage an event failed; a closed list, since metrics have it as a label. */
  public enum Kind {
    /** The record is no event at all. */
    UNREADABLE,
    /** It does not fit the destination's types; found before anything was written. */
    UNFIT,
    /** The destination refused it. */
    REFUSED,
    /** The destination wants it later. */
    LATER,
    /** It failed again and again, and nobody knows why. */
    UNKNOWN,
    /** Every attempt is used up. */
    EXHAUSTED;

    /** As headers and metrics write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Failure {
    code = cut(code, CODE_CHARS_MAX);
    message = cut(message, MESSAGE_CHARS_MAX);
    path = cut(path, MESSAGE_CHARS_MAX);
  }

  private static String cut(String text, int charsMax) {
    return text.length() <= charsMax ? text : text.substring(0, charsMax - 1) + "…";
  }
}
