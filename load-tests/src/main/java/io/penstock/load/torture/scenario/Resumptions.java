package io.penstock.load.torture.scenario;

import io.penstock.load.process.Topics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How long after something was done to a node the sinks have got on with every partition. Looked at
 * is what the sinks' groups commit: a partition goes on again when its group has passed a record
 * that came to the log a second after the deed. So a sink that was idle does not count as one that
 * goes on.
 */
final class Resumptions {
  private static final Duration MARK_AFTER = Duration.ofSeconds(1);

  private final Waits waits = new Waits();

  /** From now on; does not wait. */
  void follow(Scene scene) {
    waits.begin(() -> laterMarks(scene));
  }

  private static BooleanSupplier laterMarks(Scene scene) {
    Waits.pause(MARK_AFTER);
    return settledNow(scene);
  }

  /** Waits until what is in the log by now is settled by every sink. */
  static void await(Scene scene) {
    Waits.until(settledNow(scene), System.nanoTime());
  }

  private static BooleanSupplier settledNow(Scene scene) {
    Map<Integer, Long> marks = scene.brokers().topics().endsOf(scene.run());
    return () -> isPast(scene, marks);
  }

  private static boolean isPast(Scene scene, Map<Integer, Long> marks) {
    Topics topics = scene.brokers().topics();
    return scene.sinks().stream()
        .map(sink -> topics.committed(Sink.group(scene.run(), sink.name()), scene.run()))
        .allMatch(
            committed ->
                marks.entrySet().stream()
                    .allMatch(
                        mark -> committed.getOrDefault(mark.getKey(), 0L) >= mark.getValue()));
  }

  /** Waits for those that are not known yet. */
  double longestSeconds() {
    return waits.longestSeconds();
  }
}
