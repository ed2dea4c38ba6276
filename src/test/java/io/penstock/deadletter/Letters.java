package io.penstock.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.deadletter.DeadLetter.Home;
import io.penstock.event.RequestStamp;
import io.penstock.log.Failure;
import io.penstock.log.Letter;
import io.penstock.log.Partition;
import java.util.List;
import java.util.Optional;

/** Letters for tests. */
public final class Letters {
  public static final long DIED_AT = 1_750_000_000_000L;

  private Letters() {}

  /** A letter of {@code orders}, refused by a sink. */
  public static Letter refused(String sink, int partition, long offset) {
    return refused(sink, "orders", partition, offset);
  }

  public static Letter refused(String sink, String topic, int partition, long offset) {
    return new Letter(
        new Partition(topic, partition),
        offset,
        DIED_AT - 60_000,
        ("key " + offset).getBytes(UTF_8),
        "{\"id\":%d,\"type\":\"order\"}".formatted(offset).getBytes(UTF_8),
        List.of(),
        new RequestStamp("acme", (DIED_AT - 60_000) * 1_000, "192.0.2.1", "key-1"),
        Long.toString(offset),
        sink,
        "penstock." + sink,
        new Failure(Failure.Kind.REFUSED, "22003", "Number 100% out of range", "/amount"),
        0,
        Optional.empty(),
        DIED_AT,
        "");
  }

  /** As it was found in the dead letters. */
  public static FoundLetter found(Letter letter, long deadLetterOffset) {
    return new FoundLetter(
        letter,
        new Home(
            new Partition(letter.origin().topic() + ".dlq", letter.origin().number()),
            deadLetterOffset,
            DIED_AT + deadLetterOffset),
        "order");
  }
}
