package io.penstock.load;

import io.penstock.load.process.Brokers;
import io.penstock.load.process.MachineUsage;
import io.penstock.load.process.Server;
import io.penstock.load.report.Cost;
import java.time.Duration;

/** Reads the clocks of the machine before a run, and again after it. */
final class Meter {
  private final Brokers broker;
  private final String topic;
  private final long recordsBefore;
  private final Duration brokerBefore;
  private final Duration machineBefore;
  private final long startedNanos;

  private Meter(Brokers broker, String topic) {
    this.broker = broker;
    this.topic = topic;
    this.recordsBefore = broker.topics().recordsIn(topic);
    this.brokerBefore = broker.usage().cpu();
    this.machineBefore = MachineUsage.busy();
    this.startedNanos = System.nanoTime();
  }

  static Meter start(Brokers broker, String topic) {
    return new Meter(broker, topic);
  }

  static Meter start(Brokers broker, Server server) {
    return new Meter(broker, server.topic());
  }

  long recordsSince() {
    return broker.topics().recordsIn(topic) - recordsBefore;
  }

  /** What these events cost, given what the server and the generator took for them. */
  Cost cost(long events, Duration server, Duration generator) {
    double wall = System.nanoTime() - startedNanos;
    Duration log = broker.usage().cpu().minus(brokerBefore);
    Duration others =
        MachineUsage.busy().minus(machineBefore).minus(server).minus(log).minus(generator);
    return new Cost(
        perMillion(server, events),
        perMillion(log, events),
        generator.toNanos() / wall,
        Math.max(0, others.toNanos() / wall));
  }

  private static double perMillion(Duration cpu, long events) {
    return cpu.toNanos() / 1e9 / Math.max(1, events) * 1e6;
  }
}
