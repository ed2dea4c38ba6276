package io.penstock.sink.clickhouse;

import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * A batch as an insert takes it.
 *
 * @param statement what says where the rows go, and how they are written
 * @param header stands before them
 * @param rows all of them, one behind the other
 * @param ends where each of them ends
 * @param offsets that of each
 */
record Insert(
    Batch batch,
    List<SetAside> setAside,
    FoundTable table,
    String statement,
    byte[] header,
    byte[] rows,
    int[] ends,
    long[] offsets)
    implements Encoded {

  boolean isEmpty() {
    return offsets.length == 0;
  }

  /** Header and rows. */
  byte[] body() {
    return body(offset -> true);
  }

  /** Header and the rows of those offsets. */
  byte[] body(LongPredicate wanted) {
    int length = header.length;
    for (int i = 0; i < offsets.length; i++) {
      length += wanted.test(offsets[i]) ? ends[i] - begin(i) : 0;
    }
    byte[] body = Arrays.copyOf(header, length);
    int at = header.length;
    for (int i = 0; i < offsets.length; i++) {
      if (wanted.test(offsets[i])) {
        int size = ends[i] - begin(i);
        System.arraycopy(rows, begin(i), body, at, size);
        at += size;
      }
    }
    return body;
  }

  /** Whether each row is one of those. */
  boolean isAllOf(Set<Long> there) {
    for (long offset : offsets) {
      if (!there.contains(offset)) {
        return false;
      }
    }
    return true;
  }

  private int begin(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** What no other range has, in this sink or another: where it comes from. */
  String token(String sink) {
    return "%s/%s/%d/%d-%d"
        .formatted(sink, batch.topic(), batch.partition(), batch.first(), batch.next());
  }
}
