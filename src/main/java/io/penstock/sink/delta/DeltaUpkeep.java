package io.penstock.sink.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.penstock.event.Stream;
import io.penstock.sink.NativeThread;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.Upkeep;
import io.penstock.sink.objects.FolderStore;
import io.penstock.sink.objects.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tables quick to read: writes checkpoints of their logs, makes larger files of small ones,
 * deletes files that are in no table any more.
 */
final class DeltaUpkeep implements Upkeep {
  /**
   * Looking for small files, and for those that nobody needs, reads the whole log and lists all.
   */
  private static final Duration COMPACTION_REST = Duration.ofMinutes(5);

  private static final Duration VACUUM_REST = Duration.ofHours(1);

  /** A store, and what is done to each table in it. */
  private record Opened(ObjectStore store, Engine engine, List<Kept> tables) {}

  /** What is known of a table. */
  private static final class Kept {
    private final String name;
    private final Vacuum vacuum;
    private Instant compactAt = Instant.MIN;
    private Instant vacuumAt = Instant.MIN;

    Kept(String name, Vacuum vacuum) {
      this.name = name;
      this.vacuum = vacuum;
    }
  }

  private final DeltaConfig config;
  private final SinkSetup setup;
  private final NativeThread thread;
  private @Nullable Opened opened;

  DeltaUpkeep(DeltaConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
    this.thread = new NativeThread("upkeep-" + setup.name(), "Delta Lake");
  }

  @Override
  public Optional<String> step(Instant now) {
    Opened its = opened();
    for (Kept table : its.tables()) {
      Optional<String> done = thread.run(() -> step(table, its, now));
      if (done.isPresent()) {
        return done;
      }
    }
    return Optional.empty();
  }

  private Optional<String> step(Kept table, Opened its, Instant now) throws IOException {
    try {
      Snapshot snapshot =
          TableManager.loadSnapshot(DeltaFiles.pathOf(config.location().prefix() + table.name))
              .build(its.engine());
      return checkpoint(table, snapshot, its.engine())
          .or(() -> compact(table, snapshot, its, now))
          .or(() -> vacuum(table, snapshot, its, now));
    } catch (TableNotFoundException notYet) {
      return Optional.empty();
    } catch (RuntimeException fault) {
      throw DeltaTroubles.faultOf(fault, table.name);
    }
  }

  private Optional<String> checkpoint(Kept table, Snapshot snapshot, Engine engine) {
    long last = snapshot.getLogSegment().getCheckpointVersionOpt().orElse(-1L);
    if (snapshot.getVersion() - last < config.checkpointEvery()) {
      return Optional.empty();
    }
    try {
      snapshot.writeCheckpoint(engine);
    } catch (CheckpointAlreadyExistsException byAnother) {
      return Optional.empty();
    } catch (IOException fault) {
      throw DeltaTroubles.away(fault);
    }
    return Optional.of(
        "table %s: wrote a checkpoint at version %d".formatted(table.name, snapshot.getVersion()));
  }

  private Optional<String> compact(Kept table, Snapshot snapshot, Opened its, Instant now) {
    if (now.isBefore(table.compactAt)) {
      return Optional.empty();
    }
    try {
      Optional<String> done =
          new Compaction(config, its.store(), its.engine()).step(table.name, snapshot, now);
      if (done.isEmpty()) {
        table.compactAt = now.plus(COMPACTION_REST);
      }
      return done;
    } catch (IOException fault) {
      throw DeltaTroubles.away(fault);
    }
  }

  private Optional<String> vacuum(Kept table, Snapshot snapshot, Opened its, Instant now) {
    if (now.isBefore(table.vacuumAt)) {
      return Optional.empty();
    }
    try {
      if (its.store() instanceof FolderStore folder) {
        folder.sweep(now);
      }
      Optional<Integer> deleted = table.vacuum.step(snapshot, now);
      if (deleted.isEmpty()) {
        table.vacuumAt = now.plus(VACUUM_REST);
      }
      return deleted.map(
          count -> "table %s: deleted %d files that it has no more".formatted(table.name, count));
    } catch (IOException fault) {
      throw DeltaTroubles.away(fault);
    }
  }

  private Opened opened() {
    Opened current = opened;
    if (current == null) {
      ObjectStore store = config.location().open();
      Engine engine = new Guarded(new DeltaFiles(store));
      current = new Opened(store, engine, tables(store, engine));
      opened = current;
    }
    return current;
  }

  private List<Kept> tables(ObjectStore store, Engine engine) {
    List<Kept> tables = new ArrayList<>();
    for (Stream stream : setup.streams()) {
      String folder = config.location().prefix() + stream.name() + "/";
      tables.add(new Kept(stream.name(), new Vacuum(store, engine, folder, config.vacuumAfter())));
    }
    return tables;
  }

  @Override
  public void close() {
    Opened closing = opened;
    opened = null;
    if (closing != null) {
      closing.store().close();
    }
  }
}
