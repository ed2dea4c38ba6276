package io.penstock.log;

import io.penstock.event.RequestStamp;
import io.penstock.event.cloudevents.Attributes;
import io.penstock.log.Letter.Other;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as the log holds it: an event on its first way, or a letter. Some ten thousand of them
 * wait in memory for their batch to be written, so that it keeps what it needs of the client's
 * record, and not that itself: what lives for long costs the collector more than what is copied.
 */
public final class LogRecord {
  private final Partition partition;
  private final long offset;
  private final long timestampMillis;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private byte @Nullable [] stamp;
  private byte @Nullable [] id;

  /** All headers but the two above: none, mostly. */
  private List<Other> headers = List.of();

  LogRecord(Partition partition, ConsumerRecord<byte[], byte[]> record) {
    this(partition, record, null);
  }

  /** Records of one request follow each other, and share one stamp. */
  LogRecord(
      Partition partition, ConsumerRecord<byte[], byte[]> record, @Nullable LogRecord before) {
    this.partition = partition;
    this.offset = record.offset();
    this.timestampMillis = record.timestamp();
    this.key = record.key();
    this.value = record.value();
    for (Header header : record.headers()) {
      note(header);
    }
    if (before != null && Arrays.equals(stamp, before.stamp)) {
      stamp = before.stamp;
    }
  }

  private void note(Header header) {
    switch (header.key()) {
      case RequestStamp.HEADER -> stamp = header.value();
      case RequestStamp.ID_HEADER -> id = header.value();
      default -> {
        if (headers.isEmpty()) {
          headers = new ArrayList<>();
        }
        headers.add(new Other(header.key(), header.value()));
      }
    }
  }

  public Partition partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** When it was appended here. */
  public long timestampMillis() {
    return timestampMillis;
  }

  public byte @Nullable [] key() {
    return key;
  }

  public byte @Nullable [] value() {
    return value;
  }

  /** The request's header, null where the record did not come through our door. */
  public byte @Nullable [] stamp() {
    return stamp;
  }

  /** The header with the event's id, null where the event's bytes have it. */
  public byte @Nullable [] id() {
    return id;
  }

  /** Those of a CloudEvent in binary mode, null for any other record. */
  public @Nullable Attributes attributes() {
    if (!has(Attributes.MARK)) {
      return null;
    }
    var attributes = new Attributes.FromHeaders();
    headers.forEach(header -> attributes.add(header.name(), header.value()));
    return attributes.attributes();
  }

  /** Empty where the record is on its first way. */
  public Optional<Letter> letter() {
    return has(LetterHeaders.ORIGIN_TOPIC) ? LetterHeaders.letter(this) : Optional.empty();
  }

  private boolean has(String name) {
    for (Other header : headers) {
      if (header.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** All but those that say what the door knew of the request, and which event it is. */
  List<Other> headers() {
    return headers;
  }

  /** Headers that are not ours, and go along wherever the record goes. */
  public List<Other> others() {
    return headers.stream()
        .filter(header -> !header.name().startsWith(LetterHeaders.OURS))
        .toList();
  }
}
