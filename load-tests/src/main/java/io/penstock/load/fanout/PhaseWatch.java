package io.penstock.load.fanout;

import io.penstock.load.numbered.GrpcNode;
import io.penstock.load.numbered.SteadySender;
import io.penstock.load.process.MachineUsage;
import io.penstock.load.torture.scene.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Looks each second how far the sinks are behind, and at the end what the phase has cost. */
final class PhaseWatch {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final GrpcNode node;
  private final SteadySender sender;
  private final String name;
  private final Map<String, List<Double>> lags = new LinkedHashMap<>();
  private final long beganNanos = System.nanoTime();
  private final Duration cpuBefore;
  private final Duration machineBefore = MachineUsage.busy();
  private final long acceptedBefore;

  PhaseWatch(GrpcNode node, SteadySender sender, String name) {
    this.node = node;
    this.sender = sender;
    this.name = name;
    this.cpuBefore = node.usage().cpu();
    this.acceptedBefore = sender.accepted();
    FanoutResult.SINKS.forEach(sink -> lags.put(sink, new ArrayList<>()));
  }

  /** Takes a second; answers the lag of one sink. */
  double look(String sink) {
    LockSupport.parkNanos(SECOND.toNanos());
    Metrics now = node.metrics();
    lags.forEach((each, seen) -> seen.add(lag(now, each)));
    return lag(now, sink);
  }

  private static double lag(Metrics metrics, String sink) {
    return metrics.ofSink("penstock_sink_lag_seconds", sink);
  }

  Duration passed() {
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  Phase end() {
    double seconds = passed().toNanos() / 1e9;
    long accepted = sender.accepted() - acceptedBefore;
    return new Phase(
        name,
        seconds,
        accepted,
        accepted / seconds,
        node.usage().cpu().minus(cpuBefore).toNanos() / 1e3 / Math.max(1, accepted),
        MachineUsage.busy().minus(machineBefore).toNanos() / 1e9 / seconds,
        lags);
  }
}
