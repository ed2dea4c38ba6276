package io.penstock.simulation;

import io.penstock.event.Event;
import io.penstock.log.Partition;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes each range under a token of its own, as the ClickHouse sink does. */
final class TokenSink implements Sink {
  private record Rows(Batch batch, List<SetAside> setAside, List<Event> fit) implements Encoded {}

  private static final int TOKENS = 3;
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Outcome AWAY =
      new Outcome.Hold(Cause.CAPACITY, "no answer", Duration.ofMillis(300));

  private final TokenStore store;
  private final Troubles troubles;
  private final Life life;
  private final Dice dice;
  private final boolean intents;

  TokenSink(TokenStore store, Troubles troubles, Life life, Dice dice, boolean intents) {
    this.store = store;
    this.troubles = troubles;
    this.life = life;
    this.dice = dice;
    this.intents = intents;
  }

  @Override
  public void open() {
    life.goesOn();
    troubles.askedFor();
  }

  @Override
  public boolean wantsIntents() {
    return intents;
  }

  @Override
  public Encoded encode(Batch batch) {
    List<SetAside> unfit =
        batch.events().stream()
            .filter(Troubles::isUnfit)
            .map(event -> new SetAside(event.offset(), Troubles.complaint()))
            .toList();
    return new Rows(batch, unfit, batch.eventsWithout(unfit));
  }

  @Override
  public Outcome write(Encoded encoded) {
    life.goesOn();
    Optional<Outcome> trouble = troubles.before(encoded.batch());
    return trouble.orElseGet(() -> insert((Rows) encoded));
  }

  private Outcome insert(Rows rows) {
    if (rows.fit.stream().anyMatch(Troubles::isRefused)) {
      return new Outcome.Refused(Troubles.complaint());
    }
    Batch batch = rows.batch;
    var partition = new Partition(batch.topic(), batch.partition());
    String token = partition + " " + batch.first() + "-" + batch.next();
    List<Event> wanted = batch.mayBeThere() ? missing(rows, partition) : rows.fit;
    if (wanted.isEmpty()) {
      return DELIVERED;
    }
    if (dice.goesWrong(0.05)) {
      store.takeLater(new TokenStore.Insert(token, partition, wanted));
      return AWAY;
    }
    boolean lives =
        batch.mayBeThere()
            ? insertMissing(rows, token, partition)
            : store.take(new TokenStore.Insert(token, partition, rows.fit));
    life.goesOn();
    return lives ? troubles.after().orElse(DELIVERED) : AWAY;
  }

  private boolean insertMissing(Rows rows, String token, Partition partition) {
    for (int attempt = 0; attempt < TOKENS; attempt++) {
      List<Event> missing = missing(rows, partition);
      String its = attempt == 0 ? token : token + "/" + attempt;
      if (!missing.isEmpty() && !store.take(new TokenStore.Insert(its, partition, missing))) {
        return false;
      }
      life.goesOn();
    }
    return true;
  }

  private List<Event> missing(Rows rows, Partition partition) {
    return rows.fit.stream().filter(event -> !store.has(partition, event)).toList();
  }

  @Override
  public void close() {}
}
