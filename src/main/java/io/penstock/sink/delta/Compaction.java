package io.penstock.sink.delta;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.internal.tablefeatures.TableFeatures;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.DataFileStatus;
import io.penstock.sink.delta.TableFile.DataFile;
import io.penstock.sink.delta.TableScan.ScanFile;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.ParquetFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a larger file of small ones; the table's rows stay what they are. Native calls. */
final class Compaction {
  /** Fewer small files are left alone, unless they give one that is not small. */
  private static final int FILES_MIN = 8;

  /** Each costs some milliseconds beside its bytes, and a step has to end. */
  private static final int FILES_MAX = 200;

  /** Who commits at the same time goes first; but where they take the same files it is given up. */
  private static final int REBASES_MAX = 20;

  private final DeltaConfig config;
  private final ObjectStore store;
  private final Engine engine;

  Compaction(DeltaConfig config, ObjectStore store, Engine engine) {
    this.config = config;
    this.store = store;
    this.engine = engine;
  }

  /** Once; says what it did. */
  Optional<String> step(String table, Snapshot snapshot, Instant now) throws IOException {
    if (config.compactBelow() == 0
        || TableFeatures.isRowTrackingSupported(snapshot.getProtocol())) {
      return Optional.empty();
    }
    List<EventColumn> columns = TableColumns.of(snapshot.getSchema(), List.of(), table);
    var scan = new TableScan(engine, snapshot, columns);
    List<ScanFile> small = small(scan, now);
    long bytes = small.stream().mapToLong(file -> file.add().getSize()).sum();
    boolean isWorth = small.size() >= FILES_MIN || bytes >= config.compactBelow();
    if (small.size() < 2 || !isWorth) {
      return Optional.empty();
    }
    return commit(table, snapshot, small, whole(scan, small, columns), now)
        ? Optional.of("table %s: made one file of %d".formatted(table, small.size()))
        : Optional.empty();
  }

  /** Enough for one large file. */
  private List<ScanFile> small(TableScan scan, Instant now) throws IOException {
    long before = now.minus(config.compactAfter()).toEpochMilli();
    List<ScanFile> small = new ArrayList<>();
    long[] bytes = {0};
    scan.files(
        file -> {
          long size = file.add().getSize();
          boolean isSmall = size < config.compactBelow() && bytes[0] + size <= config.compactTo();
          if (isSmall
              && file.add().getModificationTime() <= before
              && file.add().getDeletionVector().isEmpty()) {
            small.add(file);
            bytes[0] += size;
          }
          return small.size() < FILES_MAX;
        });
    return small;
  }

  private static DataFile whole(TableScan scan, List<ScanFile> files, List<EventColumn> columns)
      throws IOException {
    var into = new ParquetFile(columns, "", 0);
    for (ScanFile file : files) {
      scan.rows(file, into::add);
    }
    return BatchEncoder.dataOf(into);
  }

  private boolean commit(
      String table, Snapshot snapshot, List<ScanFile> small, DataFile whole, Instant now)
      throws IOException {
    String path =
        DeltaFiles.pathOf(
            "%s%s/part-compacted-%s.parquet"
                .formatted(config.location().prefix(), table, UUID.randomUUID()));
    store.create(DeltaFiles.nameOf(path), whole.body(), Map.of());
    List<Row> actions = new ArrayList<>();
    small.forEach(file -> actions.add(Actions.remove(file, false, now)));
    var status =
        new DataFileStatus(
            path, whole.body().length, now.toEpochMilli(), Optional.of(whole.stats()));
    actions.add(Actions.add(status, false, snapshot));
    Transaction transaction =
        snapshot
            .buildUpdateTableTransaction(DeltaTable.WRITER, Operation.MANUAL_UPDATE)
            .withMaxRetries(REBASES_MAX)
            .build(engine);
    try {
      transaction.commit(
          engine,
          CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator())));
      return true;
    } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException conflict) {
      return false;
    }
  }
}
