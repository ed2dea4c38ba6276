package io.penstock.sink.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.statistics.DataFileStatistics;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.DataFileStatus;
import io.penstock.sink.delta.TableFile.DataFile;
import io.penstock.sink.delta.TableScan.ScanFile;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.ParquetFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows out of a version of a table that have certain keys: the files that have some are
 * written anew without them, one after the other. Native calls.
 */
final class Merge {
  /** The log has milliseconds, and some round them down. */
  private static final long MILLISECOND = 1_000;

  private final Engine engine;
  private final Snapshot snapshot;
  private final List<EventColumn> columns;
  private final Keys keys;
  private final Kept kept;
  private final Clock clock;

  /** Keeps a file in the table's folder. */
  @FunctionalInterface
  interface Kept {
    DataFileStatus keep(DataFile file) throws IOException;
  }

  Merge(Engine engine, Snapshot snapshot, TableFile of, Kept kept, Clock clock) {
    this.engine = engine;
    this.snapshot = snapshot;
    this.columns = of.columns();
    this.keys = of.keys();
    this.kept = kept;
    this.clock = clock;
  }

  /** What a commit has to say so that they are gone. */
  List<Row> without(Set<List<Object>> replaced) throws IOException {
    List<Row> actions = new ArrayList<>();
    var scan = new TableScan(engine, snapshot, columns);
    for (ScanFile file : touched(scan, replaced)) {
      actions.add(Actions.remove(file, true, clock.instant()));
      DataFile rest = rest(scan, file, replaced);
      if (!rest.isEmpty()) {
        actions.add(Actions.add(kept.keep(rest), true, snapshot));
      }
    }
    return actions;
  }

  private List<ScanFile> touched(TableScan scan, Set<List<Object>> replaced) throws IOException {
    List<ScanFile> candidates = new ArrayList<>();
    scan.files(
        file -> {
          if (mayHave(file, replaced)) {
            candidates.add(file);
          }
          return true;
        });
    var narrow = new TableScan(engine, snapshot, keys.columns());
    List<ScanFile> touched = new ArrayList<>();
    for (ScanFile file : candidates) {
      var isTouched = new AtomicBoolean();
      narrow.rows(
          file,
          row -> {
            if (Keys.whole(row).filter(replaced::contains).isPresent()) {
              isTouched.set(true);
            }
          });
      if (isTouched.get()) {
        touched.add(file);
      }
    }
    return touched;
  }

  private DataFile rest(TableScan scan, ScanFile file, Set<List<Object>> replaced)
      throws IOException {
    var rest = new ParquetFile(columns, "", 0);
    scan.rows(
        file,
        row -> {
          if (keys.of(row).filter(replaced::contains).isEmpty()) {
            rest.add(row);
          }
        });
    return BatchEncoder.dataOf(rest);
  }

  private boolean mayHave(ScanFile file, Set<List<Object>> replaced) {
    Optional<DataFileStatistics> stats = file.add().getStats(snapshot.getSchema());
    return stats.isEmpty() || replaced.stream().anyMatch(key -> mayHave(stats.get(), key));
  }

  private boolean mayHave(DataFileStatistics stats, List<Object> key) {
    for (int i = 0; i < key.size(); i++) {
      var column = new Column(keys.columns().get(i).name());
      if (isBelow(key.get(i), stats.getMinValues().get(column))
          || isAbove(key.get(i), stats.getMaxValues().get(column))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBelow(Object value, @Nullable Literal min) {
    return min != null && compare(value, min.getValue()) < 0;
  }

  private static boolean isAbove(Object value, @Nullable Literal max) {
    if (max == null) {
      return false;
    }
    return max.getDataType() instanceof TimestampType
        ? compare(value, (Long) max.getValue() + MILLISECOND) > 0
        : compare(value, max.getValue()) > 0;
  }

  private static int compare(Object value, Object bound) {
    return switch (value) {
      case Binary text ->
          Arrays.compareUnsigned(
              text.getBytes(), bound.toString().getBytes(StandardCharsets.UTF_8));
      case Integer number -> number.compareTo((Integer) bound);
      case Long number -> number.compareTo((Long) bound);
      case Double number -> number.compareTo((Double) bound);
      default -> 0;
    };
  }
}
