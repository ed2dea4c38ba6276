package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A stranger joins and leaves the groups of the sinks: partitions wander about all the time. */
public final class RebalanceStorm implements Trio {
  private static final double LAG_SECONDS_MAX = 120;

  private final List<Stranger> strangers = new ArrayList<>();

  @Override
  public String name() {
    return "R22";
  }

  @Override
  public String title() {
    return "a member that joins and leaves the sinks' groups every 5 s";
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    return new Plan(total)
        .at(0, new Action.Special("strangers come and go", true, this::let))
        .at(1, new Action.Special("strangers stay away", false, _ -> sendAway()))
        .steps();
  }

  private String let(Scene scene) {
    for (Sink sink : scene.sinks()) {
      String group = Sink.group(scene.run(), sink.name());
      strangers.add(
          new Stranger(scene, group, List.of(scene.run(), Sink.inbox(scene.run(), sink.name()))));
    }
    return "";
  }

  private String sendAway() {
    strangers.forEach(Stranger::close);
    return "%d stays, %d of them with partitions".formatted(stays(), staysWithPartitions());
  }

  private long stays() {
    return strangers.stream().mapToLong(Stranger::stays).sum();
  }

  private long staysWithPartitions() {
    return strangers.stream().mapToLong(Stranger::staysWithPartitions).sum();
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .atLeast("stays with partitions", (double) staysWithPartitions(), 1)
        .atMost("lag gone after, s", evidence.drain().toMillis() / 1e3, LAG_SECONDS_MAX);
  }

  @Override
  public void end() {
    strangers.forEach(Stranger::close);
  }
}
