package io.penstock.sink.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Hands the values of flat rows to the columns of a Parquet file, and closes row groups as they get
 * full. The library's own writer takes records of any shape, and walks through the schema for each
 * value.
 */
final class RowGroups {
  /** Rows may be large: so many more may come into memory than are meant to. */
  private static final int ROWS_BETWEEN_LOOKS_MAX = 100;

  private final MessageType schema;
  private final List<ColumnDescriptor> descriptors;
  private final ParquetProperties properties = FileSettings.properties();
  private final CompressionCodecFactory codecs =
      new CodecFactory(FileSettings.configuration(), FileSettings.PAGE_BYTES);
  private final ParquetFileWriter file;
  private final ColumnWriter[] columns;

  /** Of a value that is there: 0 where each row has one. */
  private final int[] levels;

  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore store;
  private long rows;
  private long nextLook;

  RowGroups(MemoryFile into, List<EventColumn> columns) throws IOException {
    this.schema =
        new MessageType(
            "event",
            columns.stream()
                .<Type>map(column -> column.type().parquet(column.name(), column.isRequired()))
                .toList());
    this.descriptors = schema.getColumns();
    this.levels = descriptors.stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
    this.columns = new ColumnWriter[levels.length];
    this.file =
        new ParquetFileWriter(
            into,
            schema,
            ParquetFileWriter.Mode.CREATE,
            FileSettings.ROW_GROUP_BYTES,
            0,
            null,
            properties);
    file.start();
    this.pages = newPages();
    this.store = beginGroup();
  }

  private ColumnChunkPageWriteStore newPages() {
    return new ColumnChunkPageWriteStore(
        codecs.getCompressor(FileSettings.COMPRESSION),
        schema,
        properties.getAllocator(),
        properties.getColumnIndexTruncateLength(),
        properties.getPageWriteChecksumEnabled());
  }

  private ColumnWriteStore beginGroup() {
    ColumnWriteStore begun = properties.newColumnWriteStore(schema, pages, pages);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = begun.getColumnWriter(descriptors.get(i));
    }
    rows = 0;
    nextLook = 1;
    return begun;
  }

  /** Adds a row: a value for each column, as {@link RowReader} gives them. */
  void add(@Nullable Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        columns[i].writeNull(0, 0);
      } else {
        ColumnType.write(value, columns[i], levels[i]);
      }
    }
    store.endRecord();
    if (++rows >= nextLook) {
      look();
    }
  }

  /** Looks again when half of what is left is written, or before: rows may become larger. */
  private void look() throws IOException {
    long bytes = store.getBufferedSize();
    if (bytes >= FileSettings.ROW_GROUP_BYTES) {
      endGroup();
      pages = newPages();
      store = beginGroup();
    } else {
      long left = (FileSettings.ROW_GROUP_BYTES - bytes) * rows / Math.max(1, bytes);
      nextLook = rows + Math.clamp(left / 2, 1, ROWS_BETWEEN_LOOKS_MAX);
    }
  }

  private void endGroup() throws IOException {
    try (var written = pages;
        var ending = store) {
      if (rows > 0) {
        file.startBlock(rows);
        ending.flush();
        written.flushToFileWriter(file);
        file.endBlock();
      }
    }
  }

  /** About as many bytes as the file has by now. */
  long bytes() throws IOException {
    return file.getPos() + store.getBufferedSize();
  }

  /** Writes what is left, and the footer. */
  void finish() throws IOException {
    endGroup();
    file.end(Map.of());
    codecs.release();
  }

  ParquetMetadata footer() {
    return file.getFooter();
  }
}
