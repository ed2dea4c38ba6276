package io.penstock.load.torture.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.SplittableRandom;

/** Makes the events of a seed: the same name is always the same bytes. */
public final class EventMaker {
  /** Their order is counted key by key; two producers share none. */
  public static final int KEYS_PER_PRODUCER = 16;

  /** Of so many events one is of the type that a destination may be told to refuse. */
  public static final int UNLOVED_ONE_IN = 200;

  public static final String UNLOVED_TYPE = "unloved";

  private static final Instant FIRST = Instant.parse("2026-11-21T00:00:00Z");
  private static final int AMOUNT_MAX = 100_000;
  private static final int TEXT_BYTES_MAX = 600;
  private static final int[] CODE_POINTS =
      "abcdefghijklmnopqrstuvwxyz 0123456789 äöüß€𝄞".codePoints().toArray();

  private final long seed;

  public EventMaker(long seed) {
    this.seed = seed;
  }

  public byte[] event(EventName name) {
    return event(name, 0);
  }

  /** Another body with the same id, key and time; variant 0 is the event itself. */
  public byte[] event(EventName name, int variant) {
    SplittableRandom random = chance(name);
    return """
    {"id":"%s","key":"p%d-k%d","type":"%s","time":"%s","amount":%d.%02d,"text":"%s"}\
    """
        .formatted(
            name.id(),
            name.producer(),
            keyOf(name),
            isUnloved(name) ? UNLOVED_TYPE : "order",
            FIRST.plusMillis(name.sequence()),
            variant * AMOUNT_MAX + random.nextInt(AMOUNT_MAX),
            random.nextInt(100),
            text(random))
        .getBytes(UTF_8);
  }

  /** Which of its producer's keys it has. */
  public int keyOf(EventName name) {
    return chance(name).nextInt(KEYS_PER_PRODUCER);
  }

  public boolean isUnloved(EventName name) {
    return chance(name).nextInt(UNLOVED_ONE_IN) == 0;
  }

  private SplittableRandom chance(EventName name) {
    return new SplittableRandom(
        seed * 0x9e3779b97f4a7c15L + ((long) name.producer() << 32) + name.sequence());
  }

  private static String text(SplittableRandom random) {
    var text = new StringBuilder();
    int length = random.nextInt(TEXT_BYTES_MAX);
    while (text.length() < length) {
      text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.toString();
  }
}
