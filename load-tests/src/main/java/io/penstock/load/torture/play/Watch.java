package io.penstock.load.torture.play;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Looks at the node twice a second: lag and circuit of each sink, memory, readiness. */
public final class Watch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final double OPEN = 2;

  /** What was seen at one moment; lag and circuit by sink. */
  public record Sample(
      long nanos,
      boolean isIll,
      long residentMiB,
      int readiness,
      Map<String, Double> lagSeconds,
      Map<String, Double> circuits) {}

  private final Scene scene;
  private final BooleanSupplier ill;
  private final List<Sample> samples = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;

  Watch(Scene scene, BooleanSupplier ill) {
    this.scene = scene;
    this.ill = ill;
    this.thread = Thread.ofVirtual().name("watch").start(this::look);
  }

  private void look() {
    while (Pause.until(System.nanoTime() + BETWEEN.toNanos(), () -> over)) {
      boolean isIll = ill.getAsBoolean();
      Optional<Metrics> metrics =
          scene.node().isAlive() ? scene.node().metrics() : Optional.empty();
      metrics.ifPresent(seen -> add(seen, isIll));
    }
  }

  private synchronized void add(Metrics seen, boolean isIll) {
    Map<String, Double> lags = new HashMap<>();
    Map<String, Double> circuits = new HashMap<>();
    for (Sink sink : scene.sinks()) {
      lags.put(sink.name(), seen.ofSink("penstock_sink_lag_seconds", sink.name()));
      circuits.put(sink.name(), seen.ofSink("penstock_circuit_state", sink.name()));
    }
    samples.add(
        new Sample(
            System.nanoTime(),
            isIll,
            scene.node().running().usage().residentMiB(),
            scene.node().readiness(),
            lags,
            circuits));
  }

  public synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Of one sink, while all was well or while something was ill; 0 where nothing was seen. */
  public double lagP99(String sink, boolean whileIll) {
    List<Double> lags =
        samples().stream()
            .filter(sample -> sample.isIll() == whileIll)
            .map(sample -> sample.lagSeconds().getOrDefault(sink, 0.0))
            .sorted()
            .toList();
    return lags.isEmpty() ? 0 : lags.get((int) Math.floor(0.99 * (lags.size() - 1)));
  }

  /** How long after this moment the circuit of the sink was first seen open. */
  public OptionalDouble secondsUntilOpen(String sink, long sinceNanos) {
    return secondsUntil(sinceNanos, sample -> sample.circuits().getOrDefault(sink, 0.0) == OPEN);
  }

  public OptionalDouble secondsUntilReadiness(int status, long sinceNanos) {
    return secondsUntil(sinceNanos, sample -> sample.readiness() == status);
  }

  private OptionalDouble secondsUntil(long sinceNanos, Predicate<Sample> seen) {
    return samples().stream()
        .filter(sample -> sample.nanos() >= sinceNanos)
        .filter(seen)
        .mapToDouble(sample -> (sample.nanos() - sinceNanos) / 1e9)
        .findFirst();
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the watch ends");
    }
  }
}
