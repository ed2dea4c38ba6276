package io.penstock.log.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.RequestStamp;
import io.penstock.spool.Spool;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The records of one entry of the spool, read back. */
public final class SpooledRecords {
  private static final String CLOUD_EVENT = "ce_specversion";

  private final ByteBuffer payload;
  private final String topic;
  private final List<Header> headers = new ArrayList<>();
  private final int countAt;
  private final List<Spooled> records = new ArrayList<>();

  /** One record, and where it stands in the payload. */
  private record Spooled(byte @Nullable [] key, byte[] newId, byte[] event, int from, int to) {}

  private SpooledRecords(ByteBuffer payload) {
    this.payload = payload;
    if (payload.get() != SpoolEntry.VERSION) {
      throw new IllegalArgumentException("another version wrote this entry");
    }
    this.topic = new String(bytes(), UTF_8);
    for (int left = payload.getInt(); left > 0; left--) {
      headers.add(new RecordHeader(new String(bytes(), UTF_8), bytes()));
    }
    this.countAt = payload.position();
    for (int left = payload.getInt(); left > 0; left--) {
      int from = payload.position();
      records.add(new Spooled(bytesOrNull(), bytes(), bytes(), from, payload.position()));
    }
  }

  /**
   * Reads the payload of an entry.
   *
   * @throws IllegalArgumentException where it is none of ours
   */
  public static SpooledRecords read(ByteBuffer payload) {
    try {
      return new SpooledRecords(payload.slice());
    } catch (BufferUnderflowException | NegativeArraySizeException notOurs) {
      throw new IllegalArgumentException("this is no entry of ours", notOurs);
    }
  }

  private byte[] bytes() {
    byte[] bytes = bytesOrNull();
    if (bytes == null) {
      throw new IllegalArgumentException("something is missing in this entry");
    }
    return bytes;
  }

  private byte @Nullable [] bytesOrNull() {
    int length = payload.getInt();
    if (length == SpoolEntry.NONE) {
      return null;
    }
    if (length > payload.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    payload.get(bytes);
    return bytes;
  }

  public String topic() {
    return topic;
  }

  public int count() {
    return records.size();
  }

  /** The bytes that the sender gave. */
  public byte[] event(int index) {
    return records.get(index).event;
  }

  /** Whether the events are the data of CloudEvents, which may be anything. */
  public boolean isData() {
    return headers.stream().anyMatch(header -> header.key().equals(CLOUD_EVENT));
  }

  ProducerRecord<byte[], byte[]> record(int index) {
    Spooled record = records.get(index);
    List<Header> all = new ArrayList<>(headers);
    if (record.newId.length > 0) {
      all.add(new RecordHeader(RequestStamp.ID_HEADER, record.newId));
    }
    return new ProducerRecord<>(topic, null, null, record.key, record.event, all);
  }

  /** An entry that holds some of these records alone, with the free bytes that the spool wants. */
  ByteBuffer entryOf(List<Integer> indexes) {
    int size = indexes.stream().mapToInt(i -> records.get(i).to - records.get(i).from).sum();
    var entry = ByteBuffer.allocate(Spool.headBytes() + countAt + Integer.BYTES + size);
    entry.position(Spool.headBytes());
    entry.put(payload.slice(0, countAt)).putInt(indexes.size());
    for (int index : indexes) {
      Spooled record = records.get(index);
      entry.put(payload.slice(record.from, record.to - record.from));
    }
    return entry.rewind();
  }
}
