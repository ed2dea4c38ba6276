package io.penstock.load.torture.scenario;

import io.penstock.load.process.BenchFault;
import io.penstock.load.process.Topics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * How long after something was done to a node the sinks have got on with every partition. Looked at
 * is what the sinks' groups commit: a partition goes on again when its group has passed a record
 * that came to the log a second after the deed. So a sink that was idle does not count as one that
 * goes on.
 */
final class Resumptions {
  private static final Duration MARK_AFTER = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(90);

  private final List<CompletableFuture<Double>> pending = new ArrayList<>();

  /** From now on; does not wait. */
  void follow(Scene scene) {
    long since = System.nanoTime();
    var seconds = new CompletableFuture<Double>();
    pending.add(seconds);
    Thread.ofVirtual().start(() -> complete(seconds, scene, since));
  }

  private static void complete(CompletableFuture<Double> seconds, Scene scene, long since) {
    try {
      pause(MARK_AFTER);
      Map<Integer, Long> marks = scene.brokers().topics().endsOf(scene.run());
      seconds.complete(until(scene, marks, since));
    } catch (BenchFault fault) {
      seconds.completeExceptionally(fault);
    }
  }

  /** Waits until what is in the log by now is settled by every sink. */
  static void await(Scene scene) {
    until(scene, scene.brokers().topics().endsOf(scene.run()), System.nanoTime());
  }

  private static double until(Scene scene, Map<Integer, Long> marks, long since) {
    while (!isPast(scene, marks)) {
      if (System.nanoTime() - since > GIVE_UP_AFTER.toNanos()) {
        return Double.MAX_VALUE;
      }
      pause(LOOK_AGAIN);
    }
    return (System.nanoTime() - since) / 1e9;
  }

  private static boolean isPast(Scene scene, Map<Integer, Long> marks) {
    Topics topics = scene.brokers().topics();
    return scene.sinks().stream()
        .map(Sink::name)
        .map(sink -> topics.committed(Sink.group(scene.run(), sink), scene.run()))
        .allMatch(
            committed ->
                marks.entrySet().stream()
                    .allMatch(
                        mark -> committed.getOrDefault(mark.getKey(), 0L) >= mark.getValue()));
  }

  private static void pause(Duration time) {
    Pause.until(System.nanoTime() + time.toNanos(), () -> false);
  }

  /** Of each deed, in seconds; waits for those that are not known yet. */
  List<Double> seconds() {
    return pending.stream().map(CompletableFuture::join).toList();
  }
}
