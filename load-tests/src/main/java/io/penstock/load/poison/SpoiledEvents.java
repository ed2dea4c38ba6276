package io.penstock.load.poison;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.load.sink.TopicFiller;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventName;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Analytics events of about 300 bytes, of each hundred of a producer one that is bad, at a place
 * that comes from the seed. Each is written into the book as it is made, so once only.
 */
final class SpoiledEvents implements TopicFiller.Source {
  /** Of so many events one is bad. */
  static final int BAD_ONE_IN = 100;

  static final int PRODUCERS = 16;
  private static final int KEYS = 16;
  private static final Instant FIRST = Instant.parse("2026-11-21T00:00:00Z");

  private final Kind kind;
  private final long seed;
  private final Book book;

  SpoiledEvents(Kind kind, long seed, Book book) {
    this.kind = kind;
    this.seed = seed;
    this.book = book;
  }

  private static EventName nameOf(long number) {
    return new EventName((int) (number % PRODUCERS), (int) (number / PRODUCERS));
  }

  private SplittableRandom chance(EventName name, int salt) {
    return new SplittableRandom(
        seed * 0x9e3779b97f4a7c15L
            + ((long) name.producer() << 34)
            + ((long) salt << 33)
            + name.sequence());
  }

  private int keyOf(EventName name) {
    return chance(name, 0).nextInt(KEYS);
  }

  private boolean isBad(EventName name) {
    var hundred = new EventName(name.producer(), name.sequence() / BAD_ONE_IN);
    return name.sequence() % BAD_ONE_IN == chance(hundred, 1).nextInt(BAD_ONE_IN);
  }

  @Override
  public byte[] key(long number) {
    return session(nameOf(number)).getBytes(US_ASCII);
  }

  private String session(EventName name) {
    return "p" + name.producer() + "-k" + keyOf(name);
  }

  @Override
  public byte[] event(long number) {
    EventName name = nameOf(number);
    SplittableRandom random = chance(name, 0);
    byte[] event =
        """
        {"id":"%s","type":"custom","timestamp":"%s","session_id":"%s","name":"%s",\
        "properties":{"url":"/products/%d","amount":%d.%02d,"agent":"%x%x%x%x","text":"%x %x"}}\
        """
            .formatted(
                name.id(),
                FIRST.plusMillis(name.sequence()),
                session(name),
                isBad(name) ? kind.badName() : "7",
                random.nextInt(100_000),
                random.nextInt(1_000),
                random.nextInt(100),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong())
            .getBytes(UTF_8);
    book.sent(name.producer(), keyOf(name), event);
    return event;
  }
}
