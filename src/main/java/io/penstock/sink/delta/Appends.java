package io.penstock.sink.delta;

import io.delta.kernel.Transaction;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.DataFileStatus;
import io.penstock.sink.Batch;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.delta.TableFile.DataFile;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.objects.StoreTrouble;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Adds files to tables, with the checkpoint behind them. Native calls; one thread at a time. */
final class Appends {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Outcome SUPERSEDED = new Outcome.Superseded();

  /** After so many commits of others in a row that were in the way it waits. */
  private static final int ATTEMPTS_MAX = 5;

  private static final Duration BREATHER = Duration.ofSeconds(1);

  private final Tables tables;
  private final ObjectStore store;
  private final String prefix;
  private final Clock clock = Clock.systemUTC();

  Appends(Tables tables, ObjectStore store, String prefix) {
    this.tables = tables;
    this.store = store;
    this.prefix = prefix;
  }

  Outcome write(TableFile file) {
    DeltaTable table = tables.of(file.batch().stream());
    try {
      return write(file, table);
    } catch (RuntimeException fault) {
      table.forget();
      return DeltaTroubles.outcomeOf(fault, table.name());
    } catch (IOException trouble) {
      table.forget();
      return DeltaTroubles.outcomeOf(DeltaTroubles.away(trouble), table.name());
    }
  }

  private Outcome write(TableFile file, DeltaTable table) throws IOException {
    Optional<DataFileStatus> kept = Optional.empty();
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      if (!standsAt(file.batch(), table)) {
        return SUPERSEDED;
      }
      if (!table.columns().equals(file.columns())) {
        return new Outcome.Hold(
            Cause.SCHEMA, "table %s has other columns by now".formatted(table.name()), BREATHER);
      }
      if (kept.isEmpty() && !file.data().isEmpty()) {
        kept = Optional.of(keep(file.data(), file.batch(), table));
      }
      if (isCommitted(file, kept, table)) {
        return DELIVERED;
      }
    }
    return new Outcome.Hold(
        Cause.CAPACITY, "table %s: others are always first".formatted(table.name()), BREATHER);
  }

  /** What is known may be old: nobody is superseded before the table was asked. */
  private boolean standsAt(Batch batch, DeltaTable table) {
    if (table.isLoaded() && tables.standAt(batch)) {
      return true;
    }
    tables.checkpoint(batch.topic(), batch.partition());
    return tables.standAt(batch);
  }

  /** Under a new name each time, so that none is committed that is old enough to be deleted. */
  private DataFileStatus keep(DataFile data, Batch batch, DeltaTable table) throws StoreTrouble {
    String name =
        "%s%s/part-%s-%d-%d-%s.parquet"
            .formatted(
                prefix,
                table.name(),
                batch.topic(),
                batch.partition(),
                batch.first(),
                UUID.randomUUID());
    store.create(name, data.body(), Map.of());
    return new DataFileStatus(
        DeltaFiles.pathOf(name), data.body().length, clock.millis(), Optional.of(data.stats()));
  }

  private boolean isCommitted(TableFile file, Optional<DataFileStatus> kept, DeltaTable table)
      throws IOException {
    Batch batch = file.batch();
    List<Row> gone = replaced(file, table);
    return table.commit(
        tables.fence(batch.topic(), batch.partition()),
        file.after(0),
        transaction -> {
          List<Row> rows = new ArrayList<>(gone);
          rows.addAll(added(kept, transaction, table.engine()));
          return rows;
        },
        file.replaced().isEmpty());
  }

  /** In the version that the commit must follow at once. */
  private List<Row> replaced(TableFile file, DeltaTable table) throws IOException {
    return file.replaced().isEmpty()
        ? List.of()
        : new Merge(
                table.engine(),
                table.snapshot(),
                file,
                rest -> keep(rest, file.batch(), table),
                clock)
            .without(file.replaced());
  }

  private static List<Row> added(
      Optional<DataFileStatus> kept, Transaction transaction, Engine engine) {
    Row state = transaction.getTransactionState(engine);
    return Transaction.generateAppendActions(
            engine,
            state,
            Utils.toCloseableIterator(kept.stream().iterator()),
            Transaction.getWriteContext(engine, state, Map.of()))
        .toInMemoryList();
  }
}
