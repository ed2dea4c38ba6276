package io.penstock.sink.clickhouse;

import io.penstock.sink.Row;

/**
 * Tells an event from others that stood at the same offset of another log: its content, and when it
 * was received.
 */
final class Mark {
  private Mark() {}

  static long of(Row row) {
    return of(row.contentHash(), row.event().receivedAtMicros());
  }

  static long of(long contentHash, long receivedAtMicros) {
    return contentHash * 31 + receivedAtMicros;
  }

  /** Whether the table has what it takes; else offsets have to do. */
  static boolean isIn(FoundTable table) {
    return table.column("content_hash").isPresent() && table.column("received_at").isPresent();
  }
}
