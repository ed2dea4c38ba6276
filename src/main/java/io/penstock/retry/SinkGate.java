package io.penstock.retry;

import io.penstock.observability.Meters;

/** The gate of a sink of this node, which its instances tell how they fare. */
public final class SinkGate implements Gate {
  private final RetryConfig config;
  private final Meters.Delivery sink;
  private final Budget budget;

  public SinkGate(RetryConfig config, Meters.Delivery sink, long nowMillis) {
    this.config = config;
    this.sink = sink;
    this.budget = new Budget(config.shareMax(), config.perSecondMin(), nowMillis);
  }

  @Override
  public boolean isOpen() {
    return !sink.isHeld() && sink.lagRecords() <= config.lagRecordsMax();
  }

  @Override
  public int take(int wanted, long nowMillis) {
    return budget.take(wanted, nowMillis, sink.delivered.sum() + sink.repeated.sum());
  }
}
