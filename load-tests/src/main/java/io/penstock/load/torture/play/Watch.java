package io.penstock.load.torture.play;

import static java.util.stream.Collectors.toMap;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.scene.Sink;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks twice a second at the nodes that are awake: lag, backlog and circuit of each sink; and at
 * the first one: memory, readiness.
 */
public final class Watch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final double OPEN = 2;

  /** What was seen at one moment; lag, backlog and circuit by sink. */
  public record Sample(
      long nanos,
      boolean isIll,
      long residentMiB,
      int readiness,
      Map<String, Double> lagSeconds,
      Map<String, Double> lagRecords,
      Map<String, Double> circuits) {
    private double lag(String sink) {
      return lagSeconds.getOrDefault(sink, 0.0);
    }
  }

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
      lookOnce();
    }
  }

  private void lookOnce() {
    boolean isIll = ill.getAsBoolean();
    List<Metrics> seen = scene.metrics();
    if (!seen.isEmpty()) {
      add(seen, isIll);
    }
  }

  private synchronized void add(List<Metrics> seen, boolean isIll) {
    samples.add(
        new Sample(
            System.nanoTime(),
            isIll,
            scene.node().running().usage().residentMiB(),
            scene.node().isAwake() ? scene.node().readiness() : 0,
            bySink(seen, "penstock_sink_lag_seconds", Math::max),
            bySink(seen, "penstock_sink_lag_records", Double::sum),
            bySink(seen, "penstock_circuit_state", Math::max)));
  }

  private Map<String, Double> bySink(
      List<Metrics> seen, String name, DoubleBinaryOperator together) {
    return scene.sinks().stream()
        .collect(
            toMap(
                Sink::name,
                sink ->
                    seen.stream()
                        .mapToDouble(node -> node.ofSink(name, sink.name()))
                        .reduce(0, together)));
  }

  public synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Before anything was done to the server. */
  public double lagP99Before(String sink) {
    return p99(samples().stream().takeWhile(sample -> !sample.isIll()), sink);
  }

  /** From the first fault on, with what it took to make up for it. */
  public double lagP99Since(String sink) {
    return p99(samples().stream().dropWhile(sample -> !sample.isIll()), sink);
  }

  /** 0 where nothing was seen. */
  private static double p99(Stream<Sample> samples, String sink) {
    double[] lags = samples.mapToDouble(sample -> sample.lag(sink)).sorted().toArray();
    return lags.length == 0 ? 0 : lags[(int) Math.floor(0.99 * (lags.length - 1))];
  }

  /** How many records the sink was behind when last looked at before this moment. */
  public double backlog(String sink, long atNanos) {
    return samples().stream()
        .takeWhile(sample -> sample.nanos() <= atNanos)
        .mapToDouble(sample -> sample.lagRecords().getOrDefault(sink, 0.0))
        .reduce(0, (_, last) -> last);
  }

  /** How long after this moment the sink was first less than so far behind. */
  public OptionalDouble secondsUntilLagBelow(String sink, double seconds, long sinceNanos) {
    return secondsUntil(sinceNanos, sample -> sample.lag(sink) < seconds);
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

  /** Looks a last time: what all is waited for may have come since the look before. */
  @Override
  public void close() {
    over = true;
    try {
      thread.join();
      lookOnce();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the watch ends");
    }
  }
}
