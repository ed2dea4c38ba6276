package io.penstock.delivery;

import io.penstock.event.Event;
import io.penstock.event.EventReader;
import io.penstock.event.Stream;
import io.penstock.event.json.MalformedJson;
import io.penstock.log.Letter;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one partition back into events: those of a stream's topic, or letters of
 * several streams in the sink's inbox. A letter is read as the record that it was at first.
 */
final class ItemReader {
  private final DeliveryConfig config;
  private final Map<String, Stream> streamsByTopic;
  private final Map<String, EventReader> readers = new HashMap<>();
  private final String tenantOtherwise;
  private final Homes homes;
  private final Stream stream;
  private final boolean isInbox;
  private final String place;

  ItemReader(
      Partition partition,
      DeliveryConfig config,
      Map<String, Stream> streamsByTopic,
      String tenantOtherwise,
      Homes homes) {
    this.config = config;
    this.streamsByTopic = streamsByTopic;
    this.tenantOtherwise = tenantOtherwise;
    this.homes = homes;
    this.isInbox = partition.topic().equals(config.retry().inbox());
    this.stream =
        isInbox ? streamsByTopic.values().iterator().next() : streamOf(partition, streamsByTopic);
    this.place = partition + "-";
  }

  /** That of the topic; of the inbox the first of those whose letters it may hold. */
  Stream stream() {
    return stream;
  }

  /** Whether all that is read is of the one stream. */
  boolean isOfOneStream() {
    return !isInbox;
  }

  Item read(LogRecord record) {
    return isInbox
        ? readLetter(record)
        : read(record, stream, record.timestampMillis(), record.stamp());
  }

  /** What is no letter of a stream that the sink has is shown to people as the first one's. */
  private Item readLetter(LogRecord record) {
    Letter letter = record.letter().orElse(null);
    Stream itsOwn = letter == null ? null : streamsByTopic.get(letter.origin().topic());
    return letter == null || itsOwn == null
        ? homes.unreadable(
            record, stream, "unknown_stream", "the sink takes no stream that this record is of")
        : read(record, itsOwn, letter.originTimestampMillis(), letter.stamp().packed());
  }

  private static Stream streamOf(Partition partition, Map<String, Stream> streamsByTopic) {
    Stream stream = streamsByTopic.get(partition.topic());
    if (stream == null) {
      throw new IllegalStateException("assigned " + partition + ", which no stream has");
    }
    return stream;
  }

  private Item read(LogRecord record, Stream its, long timestampMillis, byte @Nullable [] stamp) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return homes.unreadable(record, its, "no_value", "the record has no value");
    }
    try {
      EventReader reader = readerOf(its);
      Event event =
          reader.read(
              record.offset(),
              timestampMillis,
              reader.whole(value, record.attributes()),
              stamp,
              record.id(),
              place);
      return isWanted(event) ? Item.wanted(record, its, event) : Item.filtered(record, its);
    } catch (MalformedJson malformed) {
      return homes.unreadable(
          record, its, "not_json", "at byte " + malformed.offset() + ": " + malformed.what());
    }
  }

  private EventReader readerOf(Stream its) {
    EventReader known = readers.get(its.topic());
    if (known != null) {
      return known;
    }
    var made = new EventReader(its, tenantOtherwise);
    readers.put(its.topic(), made);
    return made;
  }

  private boolean isWanted(Event event) {
    return config.types().isEmpty() || config.types().contains(event.type());
  }
}
