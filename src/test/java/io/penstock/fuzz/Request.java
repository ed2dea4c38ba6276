package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Set;

/**
 * One request as it goes over the wire, and what is known of it.
 *
 * @param path without its query
 * @param damages in words; none for a good one
 * @param touches what they may have spoiled
 * @param content what a good one is to bring to the sink
 * @param protobuf whether the answer to an export is to be in Protobuf
 */
record Request(
    int number,
    Way way,
    String method,
    String path,
    List<String> damages,
    Set<Touch> touches,
    Content content,
    boolean protobuf,
    byte[] wire,
    Ending ending) {
  private static final int SHOWN_MAX = 3_000;

  /** What the sender does when everything is written. */
  enum Ending {
    /** Waits for the answer, and goes on with the same connection. */
    KEEP,
    /** The server may wait for more: where no answer comes, says that nothing will. */
    FINISH_WHEN_SILENT
  }

  boolean isGood() {
    return damages.isEmpty();
  }

  boolean is(Touch touch) {
    return touches.contains(touch);
  }

  /** What the server is to call it by, where that was left alone. */
  static String idOf(int number) {
    return "fuzz-" + number;
  }

  /** Every byte to be seen: what is not printed is in hexadecimal. */
  String shown() {
    var shown = new StringBuilder();
    String text = new String(wire, ISO_8859_1);
    text.chars().limit(SHOWN_MAX).forEach(c -> shown.append(shown(c)));
    return wire.length <= SHOWN_MAX
        ? shown.toString()
        : shown + "... (%,d bytes)".formatted(wire.length);
  }

  private static String shown(int c) {
    return c == '\n'
        ? "\n"
        : c == '\r' ? "" : c < ' ' || c > '~' ? "\\x%02x".formatted(c) : "" + (char) c;
  }
}
