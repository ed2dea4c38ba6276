package io.penstock.load.http;

import org.HdrHistogram.Histogram;

/** How long answers took, in milliseconds. */
public record Latency(double p50, double p95, double p99, double p999, double max) {

  static Latency of(Histogram nanos) {
    return new Latency(
        millis(nanos.getValueAtPercentile(50)),
        millis(nanos.getValueAtPercentile(95)),
        millis(nanos.getValueAtPercentile(99)),
        millis(nanos.getValueAtPercentile(99.9)),
        millis(nanos.getMaxValue()));
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e4) / 100.0;
  }
}
