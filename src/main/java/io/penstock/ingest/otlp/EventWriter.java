package io.penstock.ingest.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.penstock.ingest.EventParts;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request as events: one for each log record, data point or span, each with the resource
 * and the scope it came under.
 */
final class EventWriter {
  private static final long NANOS_A_SECOND = 1_000_000_000;

  /** The requests of all signals have one shape, and their fields the same numbers. */
  private static final int GROUPS = 1;

  private static final int RESOURCE = ResourceSpans.RESOURCE_FIELD_NUMBER;
  private static final int SCOPES = ResourceSpans.SCOPE_SPANS_FIELD_NUMBER;
  private static final int SCOPE = ScopeSpans.SCOPE_FIELD_NUMBER;
  private static final int RECORDS = ScopeSpans.SPANS_FIELD_NUMBER;
  private static final int SCHEMA_URL = ScopeSpans.SCHEMA_URL_FIELD_NUMBER;

  /** Likewise all kinds of metrics. */
  private static final int DATA_POINTS = Gauge.DATA_POINTS_FIELD_NUMBER;

  private final EventParts events;
  private final JsonGenerator json;
  private final EventNames names;

  private EventWriter(EventParts events, EventNames names) {
    this.events = events;
    this.json = events.json();
    this.names = names;
  }

  /** What the records of one scope share, written once. */
  private record Origin(
      String resource, String resourceSchemaUrl, String scope, String scopeSchemaUrl) {
    static Origin of(Message ofResource, Message ofScope) throws IOException {
      return new Origin(
          OtlpJsonWriter.text((Message) value(ofResource, RESOURCE)),
          (String) value(ofResource, ResourceSpans.SCHEMA_URL_FIELD_NUMBER),
          OtlpJsonWriter.text((Message) value(ofScope, SCOPE)),
          (String) value(ofScope, SCHEMA_URL));
    }
  }

  static void write(Message request, EventNames names, EventParts events) throws IOException {
    var writer = new EventWriter(events, names);
    for (Message ofResource : messages(request, GROUPS)) {
      for (Message ofScope : messages(ofResource, SCOPES)) {
        writer.writeRecords(ofScope, Origin.of(ofResource, ofScope));
      }
    }
  }

  private void writeRecords(Message ofScope, Origin origin) throws IOException {
    for (Message record : messages(ofScope, RECORDS)) {
      switch (record) {
        case LogRecord log -> writeLog(log, origin);
        case Span span -> writeSpan(span, origin);
        case Metric metric -> writePoints(metric, origin);
        default -> throw new IllegalArgumentException(record.getDescriptorForType().getFullName());
      }
    }
  }

  private void writeLog(LogRecord log, Origin origin) throws IOException {
    long time = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
    begin(names.next(), "log", time, origin);
    write("logRecord", log);
    events.endEvent();
  }

  private void writeSpan(Span span, Origin origin) throws IOException {
    String otherwise = names.next();
    boolean named = span.getTraceId().size() == 16 && span.getSpanId().size() == 8;
    String id = named ? hex(span.getTraceId()) + '-' + hex(span.getSpanId()) : otherwise;
    begin(id, "span", span.getStartTimeUnixNano(), origin);
    write("span", span);
    events.endEvent();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** The metric stands beside each point as it came, only without points. */
  private void writePoints(Metric metric, Origin origin) throws IOException {
    @Nullable FieldDescriptor kind =
        metric.getOneofFieldDescriptor(Metric.getDescriptor().getOneofs().getFirst());
    if (kind == null) {
      return;
    }
    Message data = (Message) metric.getField(kind);
    Message.Builder emptied = data.toBuilder().clearField(field(data, DATA_POINTS));
    String described =
        OtlpJsonWriter.text(metric.toBuilder().setField(kind, emptied.build()).build());
    for (Message point : messages(data, DATA_POINTS)) {
      FieldDescriptor time = point.getDescriptorForType().findFieldByName("time_unix_nano");
      begin(names.next(), kind.getName(), (long) point.getField(time), origin);
      json.writeFieldName("metric");
      json.writeRawValue(described);
      write("dataPoint", point);
      events.endEvent();
    }
  }

  /** Nanoseconds since 1970 beyond the year 2262 need all 64 bits; 0 is no time. */
  private void begin(String id, String type, long unixNanos, Origin origin) throws IOException {
    events.beginEvent();
    json.writeStringField("id", id);
    json.writeStringField("type", type);
    if (unixNanos != 0) {
      json.writeStringField(
          "time",
          Instant.ofEpochSecond(
                  Long.divideUnsigned(unixNanos, NANOS_A_SECOND),
                  Long.remainderUnsigned(unixNanos, NANOS_A_SECOND))
              .toString());
    }
    json.writeFieldName("resource");
    json.writeRawValue(origin.resource());
    writeUnlessEmpty("resourceSchemaUrl", origin.resourceSchemaUrl());
    json.writeFieldName("scope");
    json.writeRawValue(origin.scope());
    writeUnlessEmpty("scopeSchemaUrl", origin.scopeSchemaUrl());
  }

  private void writeUnlessEmpty(String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }

  private void write(String name, Message message) throws IOException {
    json.writeFieldName(name);
    OtlpJsonWriter.write(message, json);
  }

  @SuppressWarnings("unchecked")
  private static List<Message> messages(Message of, int number) {
    return (List<Message>) value(of, number);
  }

  private static Object value(Message of, int number) {
    return of.getField(field(of, number));
  }

  private static FieldDescriptor field(Message of, int number) {
    return of.getDescriptorForType().findFieldByNumber(number);
  }
}
