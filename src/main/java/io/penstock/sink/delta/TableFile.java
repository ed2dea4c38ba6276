package io.penstock.sink.delta;

import io.delta.kernel.statistics.DataFileStatistics;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import io.penstock.sink.parquet.EventColumn;
import java.util.List;
import java.util.Set;

/**
 * A batch as one file of a table.
 *
 * @param columns those that the table had
 * @param keys what makes a row replace another; none where all are only added
 * @param replaced the keys of the rows, where they replace others
 * @param data empty where there are no rows
 */
record TableFile(
    Batch batch,
    List<SetAside> setAside,
    List<EventColumn> columns,
    Keys keys,
    Set<List<Object>> replaced,
    DataFile data)
    implements Encoded {
  /** The bytes of a file, and what the log is to say of them. */
  record DataFile(byte[] body, DataFileStatistics stats) {
    boolean isEmpty() {
      return stats.getNumRecords() == 0;
    }
  }
}
