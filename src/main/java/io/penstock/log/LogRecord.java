package io.penstock.log;

import io.penstock.event.RequestStamp;
import io.penstock.event.cloudevents.Attributes;
import io.penstock.log.Letter.Other;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as the log holds it: an event on its first way, or a letter. */
public final class LogRecord {
  private final Partition partition;
  private final ConsumerRecord<byte[], byte[]> record;
  private byte @Nullable [] stamp;
  private byte @Nullable [] id;
  private boolean isLetter;
  private boolean hasAttributes;

  LogRecord(Partition partition, ConsumerRecord<byte[], byte[]> record) {
    this.partition = partition;
    this.record = record;
    record.headers().forEach(this::note);
  }

  private void note(Header header) {
    switch (header.key()) {
      case RequestStamp.HEADER -> stamp = header.value();
      case RequestStamp.ID_HEADER -> id = header.value();
      case Attributes.MARK -> hasAttributes = true;
      case LetterHeaders.ORIGIN_TOPIC -> isLetter = true;
      default -> {}
    }
  }

  public Partition partition() {
    return partition;
  }

  public long offset() {
    return record.offset();
  }

  /** When it was appended here. */
  public long timestampMillis() {
    return record.timestamp();
  }

  public byte @Nullable [] key() {
    return record.key();
  }

  public byte @Nullable [] value() {
    return record.value();
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
    if (!hasAttributes) {
      return null;
    }
    var attributes = new Attributes.FromHeaders();
    record.headers().forEach(header -> attributes.add(header.key(), header.value()));
    return attributes.attributes();
  }

  /** Empty where the record is on its first way. */
  public Optional<Letter> letter() {
    return isLetter ? LetterHeaders.letter(record, others()) : Optional.empty();
  }

  /** Headers that are not ours, and go along wherever the record goes. */
  public List<Other> others() {
    List<Other> others = new ArrayList<>();
    for (Header header : record.headers()) {
      if (!header.key().startsWith(LetterHeaders.OURS)) {
        others.add(new Other(header.key(), header.value()));
      }
    }
    return others;
  }
}
