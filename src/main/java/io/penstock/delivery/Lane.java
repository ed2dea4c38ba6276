package io.penstock.delivery;

import io.penstock.event.Event;
import io.penstock.event.EventReader;
import io.penstock.event.Stream;
import io.penstock.event.json.MalformedJson;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.observability.SinkState;
import io.penstock.sink.Batch;
import io.penstock.sink.SetAside;
import java.util.ArrayList;
import java.util.List;

/** One partition on its way to one sink: what is settled, and the batch that is being gathered. */
final class Lane {
  private final DeliveryConfig config;
  private final Partition partition;
  private final Stream stream;
  private final EventReader reader;
  private final String place;
  private Checkpoint checkpoint;
  private List<Event> events = new ArrayList<>();
  private List<SetAside> unreadable = new ArrayList<>();
  private int filtered;
  private long bytes;
  private long next;
  private long sinceMillis;
  private long oldestMillis;

  Lane(
      DeliveryConfig config,
      Partition partition,
      Stream stream,
      EventReader reader,
      Checkpoint checkpoint) {
    this.config = config;
    this.partition = partition;
    this.stream = stream;
    this.reader = reader;
    this.place = partition + "-";
    this.checkpoint = checkpoint;
    this.next = checkpoint.next();
  }

  /** Takes the next record. Offsets may skip: the log keeps its own marks between records. */
  void add(LogRecord record, long nowMillis) {
    if (isEmpty()) {
      sinceMillis = nowMillis;
      oldestMillis = record.timestampMillis();
    }
    next = record.offset() + 1;
    byte[] value = record.value();
    if (value == null) {
      unreadable.add(new SetAside(record.offset(), "", "the record has no value"));
      return;
    }
    try {
      take(
          reader.read(
              record.offset(),
              record.timestampMillis(),
              reader.whole(value, record.attributes()),
              record.stamp(),
              record.id(),
              place));
    } catch (MalformedJson malformed) {
      unreadable.add(
          new SetAside(
              record.offset(), "", "at byte " + malformed.offset() + ": " + malformed.what()));
    }
  }

  private void take(Event event) {
    if (!config.types().isEmpty() && !config.types().contains(event.type())) {
      filtered++;
      return;
    }
    events.add(event);
    bytes += event.data().length;
  }

  boolean isEmpty() {
    return next == checkpoint.next();
  }

  /** Whether nothing more is to be gathered until this is written. */
  boolean isFull() {
    return events.size() + unreadable.size() + filtered >= config.eventsMax()
        || bytes >= config.bytesMax();
  }

  /** How long the batch may go on gathering. */
  long millisToRipe(long nowMillis) {
    if (isEmpty()) {
      return Long.MAX_VALUE;
    }
    return isFull() ? 0 : Math.max(0, sinceMillis + config.linger().toMillis() - nowMillis);
  }

  /** Since when it is being gathered. */
  long sinceMillis() {
    return sinceMillis;
  }

  /** What was gathered; the same again until it is {@link #settle settled}. */
  Batch batch() {
    return new Batch(
        stream, partition.topic(), partition.number(), checkpoint, next, events, filtered);
  }

  /** Records that are no events at all. */
  List<SetAside> unreadable() {
    return unreadable;
  }

  /** The offset of the record to read next. */
  long next() {
    return next;
  }

  long bytes() {
    return bytes;
  }

  /** When the oldest record gathered was appended to the log. */
  long oldestMillis() {
    return isEmpty() ? SinkState.NOTHING_WAITS : oldestMillis;
  }

  Partition partition() {
    return partition;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The batch is where it belongs: gathering starts anew behind it. */
  void settle(Checkpoint reached) {
    checkpoint = reached;
    next = reached.next();
    events = new ArrayList<>();
    unreadable = new ArrayList<>();
    filtered = 0;
    bytes = 0;
  }
}
