package io.penstock.ingest.otlp;

import io.penstock.config.Section;

/** The part of the configuration under {@code ingest.otlp}: the streams that telemetry goes to. */
public record OtlpConfig(String logsStream, String metricsStream, String tracesStream) {
  public static OtlpConfig read(Section otlp) {
    return new OtlpConfig(
        otlp.text("logs-stream", "logs"),
        otlp.text("metrics-stream", "otel_metrics"),
        otlp.text("traces-stream", "otel_traces"));
  }

  public String streamOf(Signal signal) {
    return switch (signal) {
      case LOGS -> logsStream;
      case METRICS -> metricsStream;
      case TRACES -> tracesStream;
    };
  }
}
