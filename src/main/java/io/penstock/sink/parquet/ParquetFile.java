package io.penstock.sink.parquet;

import io.penstock.sink.Row;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of events of one partition, compressed with zstd, with statistics of each column.
 * Native calls: not for virtual threads. One thread at a time.
 */
public final class ParquetFile {
  private final MemoryFile file = new MemoryFile();
  private final List<EventColumn> columns;
  private final RowReader reader;
  private final RowGroups groups;
  private long rows;

  public ParquetFile(List<EventColumn> columns, String topic, int partition) {
    this.columns = columns;
    this.reader = new RowReader(columns, topic, partition);
    try {
      this.groups = new RowGroups(file, columns);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes what is written to it", impossible);
    }
  }

  /**
   * Adds an event.
   *
   * @throws Misfit where it does not fit, and nothing was added
   */
  public void add(Row row) throws Misfit {
    add(reader.read(row));
  }

  /**
   * What would be added: texts as bytes, a value or null for each column; good until the next event
   * is read.
   *
   * @throws Misfit where it does not fit
   */
  public @Nullable Object[] read(Row row) throws Misfit {
    return reader.read(row);
  }

  /** Adds a row that was read, here or from another file. */
  public void add(@Nullable Object[] values) {
    rows++;
    try {
      groups.add(values);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes what is written to it", impossible);
    }
  }

  /** The whole file; nothing may be added after it. */
  public byte[] finish() {
    try {
      groups.finish();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes what is written to it", impossible);
    }
    return file.bytes();
  }

  /** How many were added. */
  public long rows() {
    return rows;
  }

  /** About as many bytes as it has by now. */
  public long bytes() {
    try {
      return groups.bytes();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory knows its size", impossible);
    }
  }

  /** What the columns are like that statistics are kept of; once it is finished. */
  public List<ColumnStats> stats() {
    return FooterStats.of(groups.footer(), columns);
  }
}
