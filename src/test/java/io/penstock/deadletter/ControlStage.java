package io.penstock.deadletter;

import static io.penstock.control.ControlDatabases.answer;

import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Trail;
import io.penstock.control.ControlDatabases;
import io.penstock.fixture.HandClock;
import io.penstock.log.Partition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A control database, and what works with it. */
abstract class ControlStage {
  static final LetterKey FIRST = new LetterKey("duckdb", new Partition("orders", 0), 1);

  @TempDir Path folder;

  final HandClock clock = new HandClock();
  ControlDatabases control;
  LetterIndex index;
  LetterQueries queries;
  AuditTrail audit;
  DeadLetterActs acts;
  Replays replays;

  abstract ControlDatabases start(Path folder);

  @BeforeEach
  void prepare() {
    control = start(folder);
    index = new LetterIndex(control.database());
    queries = new LetterQueries(control.database());
    audit = new AuditTrail(clock);
    acts = new DeadLetterActs(control.database(), audit, clock);
    replays = new Replays(control.database(), clock);
  }

  @AfterEach
  void close() {
    control.close();
  }

  void holds(String sink, long... offsets) {
    answer(
        index.take(
            LongStream.of(offsets)
                .mapToObj(offset -> Letters.found(Letters.refused(sink, 0, offset), offset * 10))
                .toList()));
  }

  static Order order(Selection selection) {
    return new Order(Trail.act("dead-letters.test", selection.json().encode()), selection);
  }

  static Selection of(Filter filter, String value) {
    return new Selection(Map.of(filter, value), List.of());
  }

  String state(LetterKey key) {
    return answer(queries.find(key)).orElseThrow().standing().state();
  }
}
