package io.penstock.simulation;

import io.penstock.event.Event;
import io.penstock.sink.Answer;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.Outcome;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates documents by their id and answers for each, as OpenSearch does; keeps no checkpoint. */
final class BulkSink implements Sink {
  private record Bulk(Batch batch) implements Encoded {
    @Override
    public List<SetAside> setAside() {
      return List.of();
    }
  }

  /** The documents. Outlives every node. */
  static final class Store {
    private final Map<String, Event> documents = new LinkedHashMap<>();
    private final Map<String, Integer> postponed = new HashMap<>();

    List<Event> events() {
      return List.copyOf(documents.values());
    }
  }

  /** More often would use up an event's attempts. */
  private static final int POSTPONED_MAX = 2;

  private final Store store;
  private final Troubles troubles;
  private final Life life;
  private final Dice dice;

  BulkSink(Store store, Troubles troubles, Life life, Dice dice) {
    this.store = store;
    this.troubles = troubles;
    this.life = life;
    this.dice = dice;
  }

  @Override
  public void open() {
    life.goesOn();
    troubles.askedFor();
  }

  @Override
  public Encoded encode(Batch batch) {
    return new Bulk(batch);
  }

  @Override
  public Outcome write(Encoded encoded) {
    life.goesOn();
    Optional<Outcome> trouble = troubles.before(encoded.batch());
    return trouble.orElseGet(() -> create(encoded.batch().events()));
  }

  private Outcome create(List<Event> events) {
    List<Answer> answers = new ArrayList<>();
    for (Event event : events) {
      answers.add(create(event));
      life.goesOn();
    }
    return troubles.after().orElseGet(() -> new Outcome.PerEvent(answers));
  }

  private Answer create(Event event) {
    if (Troubles.isRefused(event) || Troubles.isUnfit(event)) {
      return new Answer.Never(Troubles.complaint());
    }
    String id = event.tenant() + "/" + event.id();
    if (dice.goesWrong(0.03) && store.postponed.merge(id, 1, Integer::sum) <= POSTPONED_MAX) {
      return new Answer.Later(Troubles.complaint(), Optional.of(Duration.ofMillis(100)));
    }
    return new Answer.Stored(store.documents.putIfAbsent(id, event) != null);
  }

  @Override
  public void close() {}
}
