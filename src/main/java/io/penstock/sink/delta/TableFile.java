package io.penstock.sink.delta;

import io.delta.kernel.statistics.DataFileStatistics;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import io.penstock.sink.parquet.EventColumn;
import java.util.List;

/**
 * A batch as one file of a table.
 *
 * @param columns those that the table had
 * @param data empty where there are no rows
 */
record TableFile(Batch batch, List<SetAside> setAside, List<EventColumn> columns, DataFile data)
    implements Encoded {
  /** The bytes of a file, and what the log is to say of them. */
  record DataFile(byte[] body, DataFileStatistics stats) {
    boolean isEmpty() {
      return stats.getNumRecords() == 0;
    }
  }
}
