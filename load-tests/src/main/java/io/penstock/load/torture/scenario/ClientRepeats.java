package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.account.Firsts;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Repeats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Clients send what they sent before, through other nodes and after restarts, and now and then an
 * id comes again with another body: the one at the lowest offset is kept, and where the sink looks
 * for it, every other is counted.
 */
public final class ClientRepeats implements Trio {
  private static final Duration LATER_MAX = Duration.ofSeconds(20);
  private static final Duration UNDER_WAY_MAX = Duration.ofSeconds(2);
  private static final int SECONDS_A_RESTART = 45;
  private static final int RESTARTS_MAX = 12;
  private static final String CONFLICTING = "penstock_events_conflicting_total";

  private final Repeats repeats = Repeats.differing(LATER_MAX);
  private final Map<String, Double> countedBefore = new HashMap<>();

  @Override
  public String name() {
    return "R23";
  }

  @Override
  public String title() {
    return "each id sent up to five times, to other nodes, some with another body";
  }

  @Override
  public Repeats repeats() {
    return repeats;
  }

  /** And one that has no transaction, and has to do with the first document of an id. */
  @Override
  public List<Sink> sinks() {
    List<Sink> sinks = new ArrayList<>(Trio.super.sinks());
    sinks.add(new Sink.OpenSearch("os"));
    return sinks;
  }

  /** A node's count ends with it, so it is read when no conflict can come any more. */
  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int restarts = Plan.times(total, SECONDS_A_RESTART, RESTARTS_MAX);
    var plan = new Plan(total);
    for (int restart = 0; restart < restarts; restart++) {
      int node = Trio.any(random);
      double at = (restart + 0.5) / restarts;
      plan.at(at, new Action.Special("no repeats", false, it -> rest(it, node)))
          .at(at, new Action.Stop(Action.Part.node(node)))
          .at(at, new Action.Start(Action.Part.node(node)))
          .at(at, new Action.Special("repeats again", false, _ -> goOn()));
    }
    return plan.at(1, new Action.Special("the time is over", false, _ -> "")).steps();
  }

  private String rest(Scene scene, int node) {
    repeats.rest(true);
    Waits.pause(UNDER_WAY_MAX);
    Resumptions.await(scene);
    Metrics metrics = scene.nodes().get(node).metrics().orElseThrow();
    for (Sink sink : scene.sinks()) {
      countedBefore.merge(sink.name(), metrics.ofSink(CONFLICTING, sink.name()), Double::sum);
    }
    return "conflicts counted: " + countedBefore;
  }

  private String goOn() {
    repeats.rest(false);
    return "";
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    Firsts firsts = evidence.scene().firsts();
    goals
        .atLeast("records beyond the first of their id", (double) firsts.repeated(), 1)
        .atLeast("of those with another body", (double) firsts.conflicting(), 1);
    for (Sink sink : evidence.scene().sinks()) {
      goals.none(
          "rows that are not the first, " + sink.name(), evidence.scene().notFirst(sink, firsts));
      if (sink instanceof Sink.Postgres) {
        goals.exactly(
            "conflicts counted, " + sink.name(),
            Math.round(conflicts(evidence, sink)),
            firsts.conflicting());
      }
    }
  }

  private double conflicts(Evidence evidence, Sink sink) {
    return countedBefore.getOrDefault(sink.name(), 0.0)
        + evidence.metrics().ofSink(CONFLICTING, sink.name());
  }
}
