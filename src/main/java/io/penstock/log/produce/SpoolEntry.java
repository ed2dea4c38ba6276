package io.penstock.log.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.batch.Submission;
import io.penstock.event.Slices;
import io.penstock.spool.Spool;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A submission as the spool keeps it: all that is needed to make the same records of it. Topic and
 * shared headers come once, then for each record its key, its new id and the event; all with their
 * lengths in front. {@link SpooledRecords} reads it.
 */
final class SpoolEntry {
  static final byte VERSION = 1;

  /** Stands for the length of what is not there. */
  static final int NONE = -1;

  private static final byte[] NO_ID = {};

  private SpoolEntry() {}

  /** With the free bytes in front that the spool wants. */
  static ByteBuffer of(Submission submission) {
    var records = new Records(submission);
    byte[] topic = submission.stream().topic().getBytes(UTF_8);
    var entry = ByteBuffer.allocate(Math.toIntExact(size(submission.slices(), records, topic)));
    entry.position(Spool.headBytes());
    entry.put(VERSION);
    put(topic, entry);
    putHeaders(records.headers(), entry);
    putRecords(submission.slices(), records, entry);
    return entry.rewind();
  }

  private static long size(Slices slices, Records records, byte[] topic) {
    long size = Spool.headBytes() + 1L + 3 * Integer.BYTES + topic.length;
    for (Header header : records.headers()) {
      size += 2 * Integer.BYTES + header.key().getBytes(UTF_8).length + header.value().length;
    }
    for (int i = 0; i < slices.count(); i++) {
      byte[] key = records.key(i);
      size += 3 * Integer.BYTES + idOf(slices, i).length + slices.eventBytes(i);
      size += key == null ? 0 : key.length;
    }
    return size;
  }

  private static byte[] idOf(Slices slices, int index) {
    return slices.hasNewId(index) ? slices.newId(index) : NO_ID;
  }

  private static void putHeaders(List<Header> headers, ByteBuffer entry) {
    entry.putInt(headers.size());
    for (Header header : headers) {
      put(header.key().getBytes(UTF_8), entry);
      put(header.value(), entry);
    }
  }

  private static void putRecords(Slices slices, Records records, ByteBuffer entry) {
    entry.putInt(slices.count());
    for (int i = 0; i < slices.count(); i++) {
      put(records.key(i), entry);
      put(idOf(slices, i), entry);
      entry.putInt(slices.eventBytes(i));
      slices.putEvent(i, entry);
    }
  }

  private static void put(byte @Nullable [] bytes, ByteBuffer entry) {
    if (bytes == null) {
      entry.putInt(NONE);
    } else {
      entry.putInt(bytes.length).put(bytes);
    }
  }
}
