package io.penstock.ingest.otlp;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** What is exported: each signal has its own path, request and response. */
public enum Signal {
  LOGS(ExportLogsServiceRequest.getDefaultInstance()),
  METRICS(ExportMetricsServiceRequest.getDefaultInstance()),
  TRACES(ExportTraceServiceRequest.getDefaultInstance());

  private final Message request;

  Signal(Message request) {
    this.request = request;
  }

  /** As configuration and paths name it. */
  public String word() {
    return switch (this) {
      case LOGS -> "logs";
      case METRICS -> "metrics";
      case TRACES -> "traces";
    };
  }

  /** Where senders post it; the specification fixes it. */
  public String path() {
    return "/v1/" + word();
  }

  /** An empty request. */
  Message request() {
    return request;
  }

  /** Everything was taken. */
  Message success() {
    return switch (this) {
      case LOGS -> ExportLogsServiceResponse.getDefaultInstance();
      case METRICS -> ExportMetricsServiceResponse.getDefaultInstance();
      case TRACES -> ExportTraceServiceResponse.getDefaultInstance();
    };
  }

  /** All but so many were taken. */
  Message partialSuccess(int rejected, String why) {
    return switch (this) {
      case LOGS ->
          ExportLogsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportLogsPartialSuccess.newBuilder()
                      .setRejectedLogRecords(rejected)
                      .setErrorMessage(why))
              .build();
      case METRICS ->
          ExportMetricsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportMetricsPartialSuccess.newBuilder()
                      .setRejectedDataPoints(rejected)
                      .setErrorMessage(why))
              .build();
      case TRACES ->
          ExportTraceServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportTracePartialSuccess.newBuilder()
                      .setRejectedSpans(rejected)
                      .setErrorMessage(why))
              .build();
    };
  }
}
