package io.penstock.ingest;

import java.util.regex.Pattern;

/** What senders may say beside their events, whatever the door. */
public final class SenderWords {
  public static final int IDEMPOTENCY_KEY_MAX = 255;

  /** What is wanted of an idempotency key, for people. */
  public static final String IDEMPOTENCY_KEY_WANTED =
      "1 to " + IDEMPOTENCY_KEY_MAX + " characters of printable ASCII";

  private static final int TRACEPARENT_LENGTH = 55;
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private SenderWords() {}

  /** As W3C Trace Context writes it; anything but a lawful one is nobody's trace. */
  public static boolean isTraceparent(String text) {
    return text.length() == TRACEPARENT_LENGTH && TRACEPARENT.matcher(text).matches();
  }

  public static boolean isIdempotencyKey(String text) {
    return !text.isEmpty()
        && text.length() <= IDEMPOTENCY_KEY_MAX
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
