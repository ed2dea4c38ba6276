package io.penstock.sink.clickhouse;

import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A batch as an insert takes it.
 *
 * @param statement what says where the rows go, and how they are written
 * @param header stands before them
 * @param rows all of them, one behind the other
 * @param ends where each of them ends
 * @param offsets that of each
 * @param marks what tells each from a row that another log had at its offset
 */
record Insert(
    Batch batch,
    List<SetAside> setAside,
    FoundTable table,
    String statement,
    byte[] header,
    byte[] rows,
    int[] ends,
    long[] offsets,
    long[] marks)
    implements Encoded {

  boolean isEmpty() {
    return offsets.length == 0;
  }

  /** Whether it has a row of that offset, with that mark. */
  boolean has(long offset, long mark) {
    int row = Arrays.binarySearch(offsets, offset);
    return row >= 0 && marks[row] == mark;
  }

  /** Header and rows, without those of these offsets. */
  byte[] bodyBut(Set<Long> there) {
    byte[] body = Arrays.copyOf(header, header.length + lengthOfRows());
    int at = header.length;
    if (there.isEmpty()) {
      System.arraycopy(rows, 0, body, at, lengthOfRows());
      return body;
    }
    for (int i = 0; i < offsets.length; i++) {
      if (!there.contains(offsets[i])) {
        int size = ends[i] - begin(i);
        System.arraycopy(rows, begin(i), body, at, size);
        at += size;
      }
    }
    return Arrays.copyOf(body, at);
  }

  private int lengthOfRows() {
    return isEmpty() ? 0 : ends[ends.length - 1];
  }

  private int begin(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /**
   * What no other insert has: the range of the log, and its rows. A topic that was deleted and made
   * again, and the log of another installation, have other events at the same offsets.
   */
  String token(String sink) {
    return "%s/%s/%d/%d-%d/%x"
        .formatted(
            sink,
            batch.topic(),
            batch.partition(),
            batch.first(),
            batch.next(),
            Arrays.hashCode(marks));
  }
}
