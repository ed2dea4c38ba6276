package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Good exports of one signal, and the events that they are to become. */
final class Telemetry {
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
  private static final long NANOS = TIME.getEpochSecond() * 1_000_000_000;
  private static final String RESOURCE =
      "{\"attributes\":[" + attribute("service.name", "fuzz") + "]}";
  private static final String SCOPE = "{\"name\":\"fuzz\",\"version\":\"1\"}";
  private static final Resource RESOURCE_MESSAGE =
      Resource.newBuilder().addAttributes(keyValue("service.name", "fuzz")).build();
  private static final InstrumentationScope SCOPE_MESSAGE =
      InstrumentationScope.newBuilder().setName("fuzz").setVersion("1").build();

  /** One record of the signal: in both forms, and the members of its event beside the origin. */
  private record Piece(String json, Message message, String members) {}

  private final Way signal;
  private final Dice dice;
  private final JsonEvents events;
  private final Fingerprint fingerprint;

  Telemetry(Way signal, Dice dice, JsonEvents events, Fingerprint fingerprint) {
    this.signal = signal;
    this.dice = dice;
    this.events = events;
    this.fingerprint = fingerprint;
  }

  Content content(boolean protobuf) {
    List<Piece> pieces = new ArrayList<>();
    for (int records = dice.skewed(JsonEvents.EVENTS_MAX); records > 0; records--) {
      pieces.add(piece(events.mark(pieces.size())));
    }
    byte[] body = protobuf ? message(pieces).toByteArray() : json(pieces).getBytes(UTF_8);
    return new Content(body, pieces.stream().mapToLong(this::print).toArray(), 0, true);
  }

  private long print(Piece piece) {
    return fingerprint.ofMeaning(
        "{%s,\"time\":\"%s\",\"resource\":%s,\"scope\":%s}"
            .formatted(piece.members, TIME, RESOURCE, SCOPE));
  }

  private Piece piece(String mark) {
    return switch (signal) {
      case LOGS -> log(mark);
      case METRICS -> point(mark);
      default -> span(mark);
    };
  }

  private Piece log(String mark) {
    String text = Texts.text(dice);
    String json =
        "{\"timeUnixNano\":\"%d\",\"severityNumber\":9,\"body\":{\"stringValue\":%s},\"attributes\":[%s]}"
            .formatted(NANOS, Texts.quoted(text, dice), attribute("mark", mark));
    LogRecord message =
        LogRecord.newBuilder()
            .setTimeUnixNano(NANOS)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
            .setBody(AnyValue.newBuilder().setStringValue(text))
            .addAttributes(keyValue("mark", mark))
            .build();
    return new Piece(json, message, "\"type\":\"log\",\"logRecord\":" + json);
  }

  private Piece point(String mark) {
    int value = 1 + dice.below(1_000);
    String json =
        "{\"timeUnixNano\":\"%d\",\"asInt\":\"%d\",\"attributes\":[%s]}"
            .formatted(NANOS, value, attribute("mark", mark));
    NumberDataPoint message =
        NumberDataPoint.newBuilder()
            .setTimeUnixNano(NANOS)
            .setAsInt(value)
            .addAttributes(keyValue("mark", mark))
            .build();
    String members = "\"type\":\"gauge\",\"metric\":{\"name\":\"m\",\"gauge\":{}},\"dataPoint\":";
    return new Piece(json, message, members + json);
  }

  private Piece span(String mark) {
    byte[] trace = dice.bytes(16);
    byte[] id = dice.bytes(8);
    String json =
        "{\"traceId\":\"%s\",\"spanId\":\"%s\",\"name\":\"%s\",\"kind\":2,\"startTimeUnixNano\":\"%d\"}"
            .formatted(HexFormat.of().formatHex(trace), HexFormat.of().formatHex(id), mark, NANOS);
    Span message =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(trace))
            .setSpanId(ByteString.copyFrom(id))
            .setName(mark)
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(NANOS)
            .build();
    return new Piece(json, message, "\"type\":\"span\",\"span\":" + json);
  }

  private String json(List<Piece> pieces) {
    String records = String.join(",", pieces.stream().map(Piece::json).toList());
    return switch (signal) {
      case LOGS -> request("Logs", "logRecords", records);
      case METRICS ->
          request(
              "Metrics",
              "metrics",
              "{\"name\":\"m\",\"gauge\":{\"dataPoints\":[" + records + "]}}");
      default -> request("Spans", "spans", records);
    };
  }

  private static String request(String group, String list, String records) {
    return "{\"resource%s\":[{\"resource\":%s,\"scope%s\":[{\"scope\":%s,\"%s\":[%s]}]}]}"
        .formatted(group, RESOURCE, group, SCOPE, list, records);
  }

  private Message message(List<Piece> pieces) {
    return switch (signal) {
      case LOGS -> logs(pieces.stream().map(piece -> (LogRecord) piece.message).toList());
      case METRICS ->
          metrics(pieces.stream().map(piece -> (NumberDataPoint) piece.message).toList());
      default -> spans(pieces.stream().map(piece -> (Span) piece.message).toList());
    };
  }

  private static Message logs(List<LogRecord> records) {
    var scope = ScopeLogs.newBuilder().setScope(SCOPE_MESSAGE).addAllLogRecords(records);
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().setResource(RESOURCE_MESSAGE).addScopeLogs(scope))
        .build();
  }

  private static Message metrics(List<NumberDataPoint> points) {
    var gauge = Gauge.newBuilder().addAllDataPoints(points);
    var scope =
        ScopeMetrics.newBuilder()
            .setScope(SCOPE_MESSAGE)
            .addMetrics(Metric.newBuilder().setName("m").setGauge(gauge));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(RESOURCE_MESSAGE).addScopeMetrics(scope))
        .build();
  }

  private static Message spans(List<Span> spans) {
    var scope = ScopeSpans.newBuilder().setScope(SCOPE_MESSAGE).addAllSpans(spans);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().setResource(RESOURCE_MESSAGE).addScopeSpans(scope))
        .build();
  }

  private static String attribute(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
  }

  private static KeyValue keyValue(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
