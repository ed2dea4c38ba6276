package io.penstock.sink.delta;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.tablefeatures.TableFeatures;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.internal.util.ColumnMapping.ColumnMappingMode;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterable;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.SinkFault;
import io.penstock.sink.parquet.EventColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table, as far as this writer knows it: the version that it has read or written last. Native
 * calls; one thread at a time, but for {@link #columns}.
 */
final class DeltaTable {
  static final String WRITER = "Penstock";

  /** Where others commit, so often a commit goes behind theirs before it is given up. */
  private static final int REBASES_MAX = 20;

  /** What is kept of the log grows with each commit, until it is read from a checkpoint again. */
  private static final int COMMITS_MAX = 200;

  private final Engine engine;
  private final String name;
  private final String path;
  private final List<EventColumn> wanted;
  private final List<String> mergeOn;

  /** Of a table that is made here. */
  private final Map<String, String> properties;

  private final Map<Fence, Checkpoint> fences = new HashMap<>();
  private volatile List<EventColumn> columns = List.of();
  private @Nullable Snapshot kept;
  private int commits;

  DeltaTable(Engine engine, DeltaConfig config, Stream stream) {
    this.engine = engine;
    this.name = stream.name();
    this.path = DeltaFiles.pathOf(config.location().prefix() + name);
    this.wanted = EventColumn.of(stream, config.columns().of(name));
    this.mergeOn = config.mergeOn().getOrDefault(name, List.of());
    this.properties =
        Map.of(
            "delta.feature.domainMetadata",
            "supported",
            "delta.deletedFileRetentionDuration",
            "interval %d hours".formatted(config.vacuumAfter().toHours()));
  }

  String name() {
    return name;
  }

  /**
   * Makes the table where it is missing, and looks at one that is there.
   *
   * @throws SinkFault where it cannot be written
   */
  void open() {
    try {
      load();
    } catch (TableNotFoundException missing) {
      create();
      load();
    }
  }

  /** Somebody else may do so at the same time. */
  private void create() {
    try {
      TableManager.buildCreateTableTransaction(path, TableColumns.schema(wanted), WRITER)
          .withTableProperties(properties)
          .withMaxRetries(0)
          .build(engine)
          .commit(engine, CloseableIterable.emptyIterable());
    } catch (TableAlreadyExistsException
        | ConcurrentWriteException
        | MaxCommitRetryLimitReachedException byAnother) {
      // It is looked at next.
    }
  }

  /** Reads what the table is like now. */
  Snapshot load() {
    forget();
    Snapshot now = TableManager.loadSnapshot(path).build(engine);
    check(now);
    columns = TableColumns.of(now.getSchema(), wanted, name);
    keysIn(columns);
    kept = now;
    return now;
  }

  private void check(Snapshot now) {
    if (!TableFeatures.isDomainMetadataSupported(now.getProtocol())) {
      throw new SinkFault(
          "table %s: its writer feature domainMetadata is off, and checkpoints are kept there: ALTER TABLE ... SET TBLPROPERTIES ('delta.feature.domainMetadata' = 'supported')"
              .formatted(name));
    }
    if (!now.getPartitionColumnNames().isEmpty()) {
      throw new SinkFault(
          "table %s: is partitioned by %s; only tables without partitions are written"
              .formatted(name, now.getPartitionColumnNames()));
    }
    if (ColumnMapping.getColumnMappingMode(now.getTableProperties()) != ColumnMappingMode.NONE) {
      throw new SinkFault("table %s: has a column mapping, which is not written".formatted(name));
    }
    TableFeatures.validateKernelCanWriteToTable(now.getProtocol(), now.getMetadata(), name);
  }

  /** What is known may be old: it is read again when it is needed. */
  void forget() {
    kept = null;
    fences.clear();
    commits = 0;
  }

  boolean isLoaded() {
    return kept != null;
  }

  /** The version that was read or written last. */
  Snapshot snapshot() {
    Snapshot known = kept;
    return known == null ? load() : known;
  }

  Engine engine() {
    return engine;
  }

  /** Those that it had when it was looked at last; from any thread. */
  List<EventColumn> columns() {
    return columns;
  }

  /**
   * What makes rows with these columns replace others.
   *
   * @throws SinkFault where such a column is missing
   */
  Keys keysIn(List<EventColumn> its) {
    return Keys.of(mergeOn, its, name);
  }

  Optional<Checkpoint> checkpoint(Fence fence) {
    Checkpoint known = fences.get(fence);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Checkpoint> found =
        snapshot().getDomainMetadata(fence.name()).flatMap(text -> Optional.of(read(text, fence)));
    found.ifPresent(checkpoint -> fences.put(fence, checkpoint));
    return found;
  }

  private Checkpoint read(String text, Fence fence) {
    return Fence.read(text)
        .orElseThrow(
            () ->
                new SinkFault(
                    "table %s: what stands under %s is no checkpoint"
                        .formatted(name, fence.name())));
  }

  /** A commit that is on its way: what it changes has to be said in its terms. */
  @FunctionalInterface
  interface Files {
    List<Row> in(Transaction transaction);
  }

  /**
   * Commits files and the checkpoint behind them, or neither.
   *
   * @param rebases whether it may go behind what others commit at the same time
   * @return false where it may not, or they moved the same checkpoint; what is known is forgotten
   */
  boolean commit(Fence fence, Checkpoint after, Files files, boolean rebases) {
    Transaction transaction =
        snapshot()
            .buildUpdateTableTransaction(WRITER, Operation.STREAMING_UPDATE)
            .withTransactionId(fence.name(), after.next())
            .withMaxRetries(rebases ? REBASES_MAX : 0)
            .build(engine);
    transaction.addDomainMetadata(fence.name(), Fence.text(after));
    try {
      if (commit(transaction, files)) {
        fences.put(fence, after);
      }
      return true;
    } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException conflict) {
      forget();
      return false;
    }
  }

  /** Whether what is known is the version that was written. */
  private boolean commit(Transaction transaction, Files files) {
    List<Row> rows = files.in(transaction);
    Snapshot before = kept;
    kept = null;
    TransactionCommitResult result =
        transaction.commit(
            engine, CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(rows.iterator())));
    Optional<? extends Snapshot> written = result.getPostCommitSnapshot();
    if (before == null || written.isEmpty() || ++commits > COMMITS_MAX) {
      forget();
      return false;
    }
    kept = written.get();
    return true;
  }
}
