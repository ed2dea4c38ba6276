package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.account.Tally;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.LedgerLine;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A destination that answers event by event: of ten it takes eight, wants one again later and never
 * wants one. It keeps nothing that could be read, so its events are counted by the ledger and its
 * dead letters one by one.
 */
public final class PartialFailures implements Scenario {
  private static final String HOLE = "hole";
  private static final String ANSWERS =
      "stored+stored+stored+later+stored+stored+stored+never+stored+stored";

  @Override
  public String name() {
    return "R10";
  }

  @Override
  public String title() {
    return "of ten events of a batch one refused for now, one for good";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.DEAD_LETTERS);
  }

  @Override
  public List<Sink> sinks() {
    return List.of(new Sink.DuckDb(Standing.DUCKDB), new Sink.Blackhole(HOLE, List.of(ANSWERS)));
  }

  /** The script is the fault; nothing else is done. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return Standing.waitFor(total);
  }

  /** What is retried has left the ledger's lane; it is settled when it is stored or dead. */
  @Override
  public boolean isSettled(Metrics metrics, List<LedgerLine> ledger) {
    return settled(metrics) >= recordsOf(ledger);
  }

  private static double settled(Metrics metrics) {
    return metrics.ofSink("penstock_events_delivered_total", HOLE)
        + metrics.sum("penstock_events_dead_lettered_total");
  }

  /** What was retried came by the sink's inbox too, which has a line of its own. */
  private static long recordsOf(List<LedgerLine> ledger) {
    return ledger.stream()
        .filter(line -> line.sink().equals(HOLE) && !line.stream().startsWith("penstock."))
        .mapToLong(LedgerLine::records)
        .sum();
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    Tally hole = evidence.count().holes().getFirst();
    goals
        .exactly(
            "stored or dead, of all records",
            Math.round(settled(evidence.metrics())),
            recordsOf(evidence.ledger()))
        .exactly(
            "dead letters, of those counted",
            hole.dead(),
            Math.round(evidence.metrics().sum("penstock_events_dead_lettered_total")))
        .atLeast("dead letters", (double) hole.dead(), 1)
        .none("dead letters twice, changed or of nobody", hole.wrong())
        .none("dead letters without a header", evidence.count().letters().incomplete())
        .none("dead letters whose source record is another", evidence.count().letters().misplaced())
        .none("dead letters of another sink", evidence.dead());
  }
}
