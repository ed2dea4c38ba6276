package io.penstock.simulation;

import io.penstock.event.Event;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.Partition;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Encoded;
import io.penstock.sink.Outcome;
import io.penstock.sink.Rows;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import java.util.List;
import java.util.Optional;

/** Writes rows and checkpoint in one transaction, as DuckDB and PostgreSQL do. */
final class SqlSink implements Sink {
  private record Table(Batch batch, List<SetAside> setAside, Rows rows) implements Encoded {}

  private final SqlStore store;
  private final Troubles troubles;
  private final Life life;
  private final boolean fenced;
  private final ContentHash hash = new ContentHash();

  SqlSink(SqlStore store, Troubles troubles, Life life, boolean fenced) {
    this.store = store;
    this.troubles = troubles;
    this.life = life;
    this.fenced = fenced;
  }

  @Override
  public void open() {
    life.goesOn();
    troubles.askedFor();
  }

  @Override
  public boolean keepsCheckpoints() {
    return true;
  }

  @Override
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    life.goesOn();
    troubles.askedFor();
    return store.checkpoint(new Partition(topic, partition));
  }

  @Override
  public Encoded encode(Batch batch) {
    List<SetAside> unfit =
        batch.events().stream()
            .filter(Troubles::isUnfit)
            .map(event -> new SetAside(event.offset(), Troubles.complaint()))
            .toList();
    List<Event> fit = batch.events().stream().filter(it -> !Troubles.isUnfit(it)).toList();
    return new Table(batch, unfit, Rows.of(fit, hash, Rows.Key.TENANT_ID));
  }

  @Override
  public Outcome write(Encoded encoded) {
    life.goesOn();
    Optional<Outcome> trouble = troubles.before(encoded.batch());
    return trouble.orElseGet(() -> insert((Table) encoded));
  }

  private Outcome insert(Table table) {
    if (table.batch.events().stream().anyMatch(Troubles::isRefused)) {
      return new Outcome.Refused(Troubles.complaint());
    }
    SqlStore.Done done = store.write(table, table.rows.rows(), table.rows.repeats().size(), fenced);
    life.goesOn();
    if (!done.moved()) {
      return new Outcome.Superseded();
    }
    int repeated = table.rows.repeats().size() + table.rows.rows().size() - done.inserted();
    return troubles.after().orElseGet(() -> new Outcome.Delivered(repeated, 0));
  }

  @Override
  public void close() {}
}
