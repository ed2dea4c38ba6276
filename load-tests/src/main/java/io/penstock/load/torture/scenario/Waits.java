package io.penstock.load.torture.scenario;

import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How long it took, each time, until something was so: measured beside the plan. */
final class Waits {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(4);

  private final List<CompletableFuture<Double>> pending = new ArrayList<>();

  /** From now on; what is asked again and again may itself be found out meanwhile. */
  void begin(Supplier<BooleanSupplier> question) {
    long since = System.nanoTime();
    var seconds = new CompletableFuture<Double>();
    pending.add(seconds);
    Thread.ofVirtual().start(() -> complete(seconds, question, since));
  }

  private static void complete(
      CompletableFuture<Double> seconds, Supplier<BooleanSupplier> question, long since) {
    try {
      seconds.complete(until(question.get(), since));
    } catch (RuntimeException fault) {
      // whatever it is: who waits for the answer would wait for ever
      seconds.completeExceptionally(fault);
    }
  }

  /** Asks until it is so; seconds since then, or more than any goal. */
  static double until(BooleanSupplier isSo, long since) {
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - since > GIVE_UP_AFTER.toNanos()) {
        return Double.MAX_VALUE;
      }
      pause(LOOK_AGAIN);
    }
    return (System.nanoTime() - since) / 1e9;
  }

  static void pause(Duration time) {
    Pause.until(System.nanoTime() + time.toNanos(), () -> false);
  }

  /** The longest of all; waits for those that are not over, and is 0 where none was begun. */
  double longestSeconds() {
    return pending.stream().mapToDouble(CompletableFuture::join).max().orElse(0);
  }
}
