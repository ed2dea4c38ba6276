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
}
