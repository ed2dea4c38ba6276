package io.penstock.load.numbered;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;

/** Distinct events of about 400 bytes, whose ids are their numbers. */
public final class NumberedEvents {
  private static final int FIRST_DIGIT = "{\"id\":\"n-".length();
  private static final int DIGITS = 10;

  private final Clock clock = Clock.systemUTC();
  private final LongFunction<Duration> ages;

  private NumberedEvents(LongFunction<Duration> ages) {
    this.ages = ages;
  }

  /** They happen now. */
  public static NumberedEvents ofNow() {
    return new NumberedEvents(_ -> Duration.ZERO);
  }

  /** Each happened so long ago as is said of its number. */
  public static NumberedEvents of(LongFunction<Duration> ages) {
    return new NumberedEvents(ages);
  }

  byte[] event(long number) {
    Instant time = clock.instant().minus(ages.apply(number));
    return """
    {"id":"n-%1$010d","type":"type-%2$d","timestamp":"%3$s","session":"s-%4$05d",\
    "host":"10.%5$d.%6$d.7","path":"/shops/%5$d/items/%7$d","took":%7$d,"total":%6$d.%5$d,\
    "agent":"Mozilla/5.0 (X11; Linux x86_64; rv:%6$d.0) Gecko/20100101 Firefox/%6$d.0","ok":true,\
    "trace":"%8$016x%9$016x","span":"%9$016x","country":"NL","currency":"EUR","channel":"web"}\
    """
        .formatted(
            number,
            number % 7,
            time,
            number % 10_007,
            number % 199,
            number % 251,
            number % 100_003,
            number * 0x9E3779B97F4A7C15L,
            ~number * 0xC2B2AE3D27D4EB4FL)
        .getBytes(UTF_8);
  }

  static int number(byte[] event) {
    return Integer.parseInt(new String(event, FIRST_DIGIT, DIGITS, US_ASCII));
  }

  /** -1 where it is nobody's of ours. */
  static int number(String id) {
    return id.matches("n-\\d{10}") ? Integer.parseInt(id.substring(2)) : -1;
  }
}
