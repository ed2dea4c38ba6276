package io.penstock.sink.opensearch;

import io.penstock.event.Event;
import io.penstock.event.json.JsonText;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** Writes the events of one stream as lines of a bulk. One thread at a time. */
final class Documents {
  private static final int LINES_BYTES_MORE = 512;

  private final DocumentIndex index;
  private final ContentHash hash = new ContentHash();
  private final DocumentId id = new DocumentId();
  private final SearchableJson searchable = new SearchableJson();
  private String receivedAt = "";
  private long receivedAtMicros = Long.MIN_VALUE;

  Documents(DocumentIndex index) {
    this.index = index;
  }

  Bulk encode(Batch batch) {
    List<Event> events = batch.events();
    var lines = new LineBytes(bytesExpected(events));
    int[] ends = new int[events.size()];
    long[] days = new long[events.size()];
    String[] ids = new String[events.size()];
    byte[] place = place(batch);
    for (int i = 0; i < ends.length; i++) {
      Event event = events.get(i);
      ids[i] = id.of(event.tenant(), event.id());
      action(event, ids[i], lines);
      document(event, place, lines);
      ends[i] = lines.length();
      days[i] = index.day(event);
    }
    return new Bulk(batch, index, ids, lines.array(), ends, days);
  }

  private static int bytesExpected(List<Event> events) {
    long bytes = events.stream().mapToLong(event -> event.data().length).sum();
    return (int) Math.min(2 * bytes + bytes / 2 + events.size() * (long) LINES_BYTES_MORE, 1 << 28);
  }

  private void action(Event event, String document, LineBytes lines) {
    lines
        .ascii("{\"create\":{\"_index\":\"")
        .ascii(index.nameOf(event))
        .ascii("\",\"_id\":")
        .add(JsonText.quoted(document))
        .ascii("}}\n");
  }

  private void document(Event event, byte[] place, LineBytes lines) {
    lines
        .ascii("{\"@timestamp\":\"")
        .ascii(time(event.timeMicros()))
        .ascii("\",\"tenant\":")
        .add(JsonText.quoted(event.tenant()))
        .ascii(",\"id\":")
        .add(JsonText.quoted(event.id()));
    if (!event.type().isEmpty()) {
      lines.ascii(",\"type\":").add(JsonText.quoted(event.type()));
    }
    lines
        .ascii(",\"received_at\":\"")
        .ascii(receivedAt(event))
        .ascii("\",\"content_hash\":")
        .number(hash.of(event.data()))
        .add(place)
        .number(event.offset())
        .ascii(",\"data\":");
    lines.quoted(event.data());
    lines.ascii(",\"event\":");
    searchable.write(event.data(), lines);
    lines.ascii("}\n");
  }

  /** The record of the log that a document comes from, but for its offset. */
  private static byte[] place(Batch batch) {
    var place = new LineBytes(0);
    place
        .ascii(",\"topic\":")
        .add(JsonText.quoted(batch.topic()))
        .ascii(",\"partition\":")
        .number(batch.partition())
        .ascii(",\"offset\":");
    return Arrays.copyOf(place.array(), place.length());
  }

  /** Events of one request were received at the same time. */
  private String receivedAt(Event event) {
    if (event.receivedAtMicros() != receivedAtMicros) {
      receivedAtMicros = event.receivedAtMicros();
      receivedAt = time(receivedAtMicros);
    }
    return receivedAt;
  }

  /** To the microsecond, in UTC. */
  static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /** What a document's source says of when: microseconds since 1970. */
  static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }
}
