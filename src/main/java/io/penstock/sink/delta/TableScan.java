package io.penstock.sink.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.penstock.sink.parquet.ColumnType;
import io.penstock.sink.parquet.EventColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** The files of one version of a table, and the rows in them. Native calls. */
final class TableScan {
  /** A file, and the words of the log in which it is read. */
  record ScanFile(AddFile add, Row row) {
    String path() {
      return add.getPath();
    }
  }

  private final Engine engine;
  private final Scan scan;
  private final List<EventColumn> columns;

  TableScan(Engine engine, Snapshot snapshot, List<EventColumn> columns) {
    this.engine = engine;
    this.scan = snapshot.getScanBuilder().withReadSchema(readSchema(snapshot, columns)).build();
    this.columns = columns;
  }

  private static StructType readSchema(Snapshot snapshot, List<EventColumn> columns) {
    var schema = new StructType();
    for (EventColumn column : columns) {
      schema = schema.add(snapshot.getSchema().get(column.name()));
    }
    return schema;
  }

  /** Shows the files, until {@code each} has had enough. */
  void files(Predicate<ScanFile> each) throws IOException {
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        if (!show(batches.next(), each)) {
          return;
        }
      }
    }
  }

  private static boolean show(FilteredColumnarBatch batch, Predicate<ScanFile> each)
      throws IOException {
    try (CloseableIterator<Row> rows = batch.getRows()) {
      while (rows.hasNext()) {
        Row row = rows.next();
        var add = new AddFile(row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
        if (!each.test(new ScanFile(add, row))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads a file row by row: texts as bytes, a value or null for each column. */
  void rows(ScanFile file, Consumer<@Nullable Object[]> each) throws IOException {
    Row state = scan.getScanState(engine);
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
    CloseableIterator<ColumnarBatch> data =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(
                    InternalScanFileUtils.getAddFileStatus(file.row())),
                physical,
                Optional.empty())
            .map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file.row(), data)) {
      while (batches.hasNext()) {
        hand(batches.next(), each);
      }
    }
  }

  private void hand(FilteredColumnarBatch batch, Consumer<@Nullable Object[]> each) {
    ColumnarBatch data = batch.getData();
    var vectors = new ColumnVector[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = data.getColumnVector(data.getSchema().indexOf(columns.get(i).name()));
    }
    ColumnVector chosen = batch.getSelectionVector().orElse(null);
    for (int row = 0; row < data.getSize(); row++) {
      if (chosen == null || (!chosen.isNullAt(row) && chosen.getBoolean(row))) {
        each.accept(values(vectors, row));
      }
    }
  }

  private @Nullable Object[] values(ColumnVector[] vectors, int row) {
    var values = new @Nullable Object[vectors.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = vectors[i].isNullAt(row) ? null : value(columns.get(i).type(), vectors[i], row);
    }
    return values;
  }

  private static Object value(ColumnType type, ColumnVector vector, int row) {
    return switch (type) {
      case TEXT ->
          Binary.fromConstantByteArray(vector.getString(row).getBytes(StandardCharsets.UTF_8));
      case INTEGER -> vector.getInt(row);
      case LONG, TIMESTAMP -> vector.getLong(row);
      case DOUBLE -> vector.getDouble(row);
      case BOOLEAN -> vector.getBoolean(row);
    };
  }
}
