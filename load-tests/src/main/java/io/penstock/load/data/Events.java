package io.penstock.load.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes distinct events of about 300 bytes; the same seed makes the same events. */
public final class Events {
  private static final long FIRST_MILLIS = 1_795_219_200_000L;
  private static final List<String> TYPES =
      List.of("page_view", "search", "add_to_cart", "checkout", "purchase", "login", "logout");
  private static final List<String> SOURCES =
      List.of("web-shop", "ios-app", "android-app", "till", "newsletter");
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "SEK", "GBP");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64) Firefox/131.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) Safari",
          "okhttp/4.12.0 (Android 15)");

  private final Random random;

  private Events(long seed) {
    this.random = new Random(seed);
  }

  public static List<byte[]> seeded(long seed, int count) {
    Events events = new Events(seed);
    return IntStream.range(0, count).mapToObj(n -> events.event(n).getBytes(UTF_8)).toList();
  }

  private String event(int number) {
    return """
    {"id":"%s","type":"%s","ts":"%s","source":"%s","user":"u-%08d","session":"s-%012x","props":%s}\
    """
        .formatted(
            id(number), oneOf(TYPES), time(), oneOf(SOURCES), below(200_000), session(), props());
  }

  private String props() {
    return String.format(
        Locale.ROOT,
        """
        {"url":"/products/%d","amount":%.2f,"currency":"%s","qty":%d,"new":%b,"ua":"%s"}\
        """,
        below(100_000),
        random.nextDouble() * 500,
        oneOf(CURRENCIES),
        1 + below(8),
        below(10) < 3,
        oneOf(AGENTS));
  }

  /** A UUID of version 7: its head is the time, so ids grow as a real sender's do. */
  private UUID id(int number) {
    long millis = FIRST_MILLIS + number * 7L;
    long head = millis << 16 | 0x7000 | below(0x1000);
    return new UUID(head, random.nextLong() >>> 2 | Long.MIN_VALUE);
  }

  private String time() {
    return "2026-11-21T%02d:%02d:%02d.%03dZ"
        .formatted(below(24), below(60), below(60), below(1000));
  }

  private long session() {
    return random.nextLong() >>> 16;
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private String oneOf(List<String> choices) {
    return choices.get(below(choices.size()));
  }
}
