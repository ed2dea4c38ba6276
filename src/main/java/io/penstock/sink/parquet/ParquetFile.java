package io.penstock.sink.parquet;

import io.penstock.sink.Row;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of events of one partition, compressed with zstd, with statistics of each column.
 * Native calls: not for virtual threads. One thread at a time.
 */
public final class ParquetFile {
  private final MemoryFile file = new MemoryFile();
  private final List<EventColumn> columns;
  private final RowReader reader;
  private final ParquetWriter<@Nullable Object[]> writer;
  private long rows;

  public ParquetFile(List<EventColumn> columns, String topic, int partition) {
    this.columns = columns;
    this.reader = new RowReader(columns, topic, partition);
    try {
      this.writer = new Builder(file, columns).build();
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
      writer.write(values);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes what is written to it", impossible);
    }
  }

  /** The whole file; nothing may be added after it. */
  public byte[] finish() {
    try {
      writer.close();
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
    return writer.getDataSize();
  }

  /** What the columns are like that statistics are kept of; once it is finished. */
  public List<ColumnStats> stats() {
    return FooterStats.of(writer.getFooter(), columns);
  }

  private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
    private final List<EventColumn> columns;

    @SuppressWarnings("this-escape") // what it calls only keeps settings
    Builder(MemoryFile file, List<EventColumn> columns) {
      super(file);
      this.columns = columns;
      FileSettings.set(this);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // it has to be there, and is not called
    protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration hadoop) {
      return new RowWriteSupport(columns);
    }

    @Override
    protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration plain) {
      return new RowWriteSupport(columns);
    }
  }
}
