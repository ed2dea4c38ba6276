package io.penstock.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Event;
import io.penstock.event.EventReader;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.event.analytics.PropertyLimits;
import io.penstock.event.json.MalformedJson;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A batch as delivery would make it of these texts, beginning where a sink stands. */
public final class Range {
  public static final String TOPIC = "topic";
  public static final String TENANT = "00000000-0000-0000-0000-000000000000";

  /** Takes any object; says where type and time are. */
  public static final Stream OPEN =
      new Stream(
          "open",
          TOPIC,
          Kind.OPEN,
          "id",
          Optional.of("type"),
          Optional.of("at"),
          Optional.empty(),
          KeyStrategy.ROUND_ROBIN,
          5_000,
          1 << 20);

  public static final Stream ANALYTICS =
      Stream.analytics(
          "analytics", TOPIC, KeyStrategy.SESSION, 1_000, 1 << 20, PropertyLimits.DEFAULT);

  private static final long RECEIVED_AT_MILLIS = System.currentTimeMillis();

  private Range() {}

  /** When the door had them all. */
  public static Instant receivedAt() {
    return Instant.ofEpochMilli(RECEIVED_AT_MILLIS);
  }

  public static Batch of(Stream stream, Checkpoint from, String... texts) {
    return of(stream, from, List.of(texts));
  }

  public static Batch of(Stream stream, Checkpoint from, List<String> texts) {
    return received(receivedAt(), stream, from, texts);
  }

  /** As the door had them then. */
  public static Batch received(Instant then, Stream stream, Checkpoint from, List<String> texts) {
    var reader = new EventReader(stream, TENANT);
    List<Event> events = new ArrayList<>();
    for (String text : texts) {
      long offset = from.next() + events.size();
      events.add(event(reader, offset, text, then.toEpochMilli()));
    }
    return new Batch(stream, TOPIC, 0, from, from.next() + events.size(), events, Counts.ZERO);
  }

  /** The same, as somebody offers it who does not know whether it was written before. */
  public static Batch again(Batch range) {
    return new Batch(
        range.stream(),
        range.topic(),
        range.partition(),
        range.from(),
        range.next(),
        range.events(),
        range.others(),
        true);
  }

  private static Event event(EventReader reader, long offset, String text, long receivedAt) {
    try {
      return reader.read(offset, receivedAt, text.getBytes(UTF_8), null, null, TOPIC + "-0-");
    } catch (MalformedJson malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  /** So many events, each with an id of its own that begins with the word. */
  public static List<String> many(int count, String word) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(
          """
          {"id":"%s-%d","type":"t","at":"2024-05-06T07:08:09Z","n":%d}\
          """
              .formatted(word, i, i));
    }
    return texts;
  }
}
