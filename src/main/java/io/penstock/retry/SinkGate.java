package io.penstock.retry;

import io.penstock.observability.Meters;
import io.penstock.sink.Elsewhere;

/** The gate of a sink, which its instances tell how they fare, here and on other nodes. */
public final class SinkGate implements Gate {
  private final RetryConfig config;
  private final Meters.Delivery sink;
  private final Elsewhere elsewhere;
  private final Budget budget;

  public SinkGate(RetryConfig config, Meters.Delivery sink, Elsewhere elsewhere, long nowMillis) {
    this.config = config;
    this.sink = sink;
    this.elsewhere = elsewhere;
    this.budget = new Budget(config.shareMax(), config.perSecondMin(), nowMillis);
  }

  @Override
  public boolean isOpen() {
    return !sink.isHeld()
        && !elsewhere.isHeld()
        && sink.lagRecords() + elsewhere.lagRecords() <= config.lagRecordsMax();
  }

  @Override
  public int take(int wanted, long nowMillis) {
    return budget.take(wanted, nowMillis, sink.delivered.sum() + sink.repeated.sum());
  }
}
