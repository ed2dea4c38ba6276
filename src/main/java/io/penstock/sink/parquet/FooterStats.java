package io.penstock.sink.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Sums up what the footer of a file says of its columns. */
final class FooterStats {
  private FooterStats() {}

  /** Of the columns that statistics are kept of. */
  static List<ColumnStats> of(ParquetMetadata footer, List<EventColumn> columns) {
    List<ColumnStats> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Statistics<?> whole = merged(footer, i);
      if (whole != null && whole.isNumNullsSet()) {
        all.add(stats(columns.get(i), whole));
      }
    }
    return all;
  }

  /** Null where a row group has none, or the file has no rows. */
  private static @Nullable Statistics<?> merged(ParquetMetadata footer, int column) {
    Statistics<?> whole = null;
    for (BlockMetaData group : footer.getBlocks()) {
      ColumnChunkMetaData chunk = group.getColumns().get(column);
      Statistics<?> part = chunk.getStatistics();
      if (part == null || part.isEmpty()) {
        return null;
      }
      if (whole == null) {
        whole = part.copy();
      } else {
        whole.mergeStatistics(part);
      }
    }
    return whole;
  }

  private static ColumnStats stats(EventColumn column, Statistics<?> of) {
    return of.hasNonNullValue()
        ? new ColumnStats(
            column, of.getNumNulls(), value(of.genericGetMin()), value(of.genericGetMax()))
        : new ColumnStats(column, of.getNumNulls(), null, null);
  }

  private static Object value(Object raw) {
    return raw instanceof Binary text ? text.toStringUsingUTF8() : raw;
  }
}
