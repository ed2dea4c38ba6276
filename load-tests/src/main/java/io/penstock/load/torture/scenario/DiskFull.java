package io.penstock.load.torture.scenario;

import io.penstock.load.report.Goals;
import io.penstock.load.torture.machine.SmallDisk;
import io.penstock.load.torture.play.Ability;
import io.penstock.load.torture.play.Action;
import io.penstock.load.torture.play.Evidence;
import io.penstock.load.torture.play.Scenario;
import io.penstock.load.torture.play.Step;
import io.penstock.load.torture.proxy.Condition;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The log is away and the spool's disk is full, again and again. From outside a disk can only be
 * full; that one fails at fsync or at rename is for the spool's own tests.
 */
public final class DiskFull implements Scenario {
  private static final int SECONDS_A_TIME = 12;
  private static final int TIMES_MAX = 20;
  private static final double RECOVERY_SECONDS_MAX = 30;

  private @Nullable SmallDisk disk;
  private long times;
  private long timesUnready;
  private long deaths;
  private double slowestRecovery;

  @Override
  public String name() {
    return "R11";
  }

  @Override
  public String title() {
    return "the log away and the disk of the spool full (tmpfs, 64 MB)";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.SPOOL);
  }

  @Override
  public List<Sink> sinks() {
    return Standing.sinks();
  }

  @Override
  public String sections() {
    disk = SmallDisk.mount();
    return "spool: {directory: \"%s/spool\", bytes-max: 1GB, segment-bytes: 8MB}\n"
        .formatted(disk.folder());
  }

  @Override
  public List<Step> plan(SplittableRandom random, Duration total) {
    int wanted = Plan.times(total, SECONDS_A_TIME, TIMES_MAX);
    var plan = new Plan(total).at(0, new Action.Become(Scene.BROKER, new Condition.Away()));
    for (int time = 0; time < wanted; time++) {
      double from = (time + 0.3 * random.nextDouble()) / wanted;
      plan.at(from, new Action.Special("fill the disk", true, this::fill))
          .at(from + 0.5 / wanted, new Action.Special("free the disk", true, this::free));
    }
    return plan.at(1, new Action.Become(Scene.BROKER, Condition.CALM))
        .at(1, new Action.Special("all is well", false, _ -> ""))
        .steps();
  }

  private String fill(Scene scene) {
    times++;
    Objects.requireNonNull(disk).fill();
    double seconds = secondsUntil(scene, 503);
    timesUnready += seconds <= RECOVERY_SECONDS_MAX ? 1 : 0;
    return "not ready after %.1f s".formatted(seconds);
  }

  private String free(Scene scene) {
    deaths += scene.node().isAlive() ? 0 : 1;
    Objects.requireNonNull(disk).free();
    double seconds = secondsUntil(scene, 200);
    slowestRecovery = Math.max(slowestRecovery, seconds);
    return "ready again after %.1f s".formatted(seconds);
  }

  private static double secondsUntil(Scene scene, int status) {
    long began = System.nanoTime();
    long end = began + (long) ((RECOVERY_SECONDS_MAX + 1) * 1e9);
    while (scene.node().readiness() != status && System.nanoTime() < end) {
      Pause.until(System.nanoTime() + 50_000_000, () -> false);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void judge(Evidence evidence, Goals goals) {
    goals
        .exactly("times it was not ready while log and disk were away", timesUnready, times)
        .atMost("ready again after space came back, s", slowestRecovery, RECOVERY_SECONDS_MAX)
        .none("times the process had ended", deaths)
        .atLeast("spooled", (double) evidence.book().spooled(), 1);
  }

  @Override
  public void end() {
    if (disk != null) {
      disk.close();
      disk = null;
    }
  }
}
