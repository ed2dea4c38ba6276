package io.penstock.ingest.otlp;

import static io.penstock.ingest.otlp.Samples.JSON;
import static io.penstock.ingest.otlp.Samples.PROTOBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry that is taken: the examples of the specification, in every form. */
@ExtendWith(SharedNode.class)
class OtlpIT {
  private static final String TIME = "2018-12-13T14:51:00.300Z";

  private final TestNode node;

  OtlpIT(TestNode node) {
    this.node = node;
  }

  /** How a request is sent; each has a service of its own. */
  record Way(Samples sample, String mediaType, String encoding) {
    static Stream<Way> all() {
      return Stream.of(Samples.values())
          .flatMap(sample -> Stream.of(new Way(sample, JSON, ""), new Way(sample, PROTOBUF, "")))
          .flatMap(
              way ->
                  Stream.of("identity", "gzip")
                      .map(encoding -> new Way(way.sample, way.mediaType, encoding)));
    }

    String service() {
      return String.join("-", sample.name(), mediaType.substring(12), encoding);
    }

    JsonObject request() {
      return sample.of(service());
    }
  }

  @ParameterizedTest
  @MethodSource("io.penstock.ingest.otlp.OtlpIT$Way#all")
  void everyRecordIsAnEventWithItsResourceAndScope(Way way) {
    byte[] body = way.sample.bytes(way.request(), way.mediaType);

    Answer answer = way.sample.post(node, body, way.mediaType, way.encoding);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(way.mediaType);
    assertThat(answer.text()).isEqualTo(way.mediaType.equals(JSON) ? "{}" : "");
    List<JsonObject> events = way.sample.events(node, way.service());
    assertThat(events.stream().map(OtlpIT::withoutId))
        .containsExactlyInAnyOrderElementsOf(expected(way.sample, way.request()));
    assertThat(node.topic(way.sample.stream).values().stream().map(JsonObject::new))
        .containsAll(events);
  }

  private static JsonObject withoutId(JsonObject event) {
    JsonObject copy = event.copy();
    assertThat(copy.remove("id").toString()).matches("[0-9a-f-]{36}|[0-9a-f]{32}-[0-9a-f]{16}");
    return copy;
  }

  private static List<JsonObject> expected(Samples sample, JsonObject request) {
    JsonObject group = Samples.group(request);
    return switch (sample) {
      case LOGS, EVENTS -> List.of(event(request, "log", TIME, "logRecord", group));
      case TRACE -> List.of(event(request, "span", "2018-12-13T14:51:00Z", "span", group));
      case METRICS ->
          group.getJsonArray("metrics").stream()
              .map(metric -> point(request, (JsonObject) metric))
              .toList();
    };
  }

  private static JsonObject event(
      JsonObject request, String type, String time, String name, JsonObject group) {
    JsonObject record = group.getJsonArray(name + "s").getJsonObject(0).copy();
    for (String id : List.of("traceId", "spanId", "parentSpanId")) {
      if (record.containsKey(id)) {
        record.put(id, record.getString(id).toLowerCase(Locale.ROOT));
      }
    }
    return origin(request, type, time).put(name, record);
  }

  private static JsonObject origin(JsonObject request, String type, String time) {
    JsonObject ofResource =
        (JsonObject) ((JsonArray) request.iterator().next().getValue()).getValue(0);
    return new JsonObject()
        .put("type", type)
        .put("time", time)
        .put("resource", ofResource.getJsonObject("resource"))
        .put("scope", Samples.group(request).getJsonObject("scope"));
  }

  /** Each sample of a metric has one point; what is 0 without need is not written. */
  private static JsonObject point(JsonObject request, JsonObject sample) {
    JsonObject metric = sample.copy();
    String kind =
        Stream.of("sum", "gauge", "histogram", "exponentialHistogram")
            .filter(metric::containsKey)
            .findFirst()
            .orElseThrow();
    JsonArray points = (JsonArray) metric.getJsonObject(kind).remove("dataPoints");
    JsonObject point = points.getJsonObject(0).copy();
    point.remove("scale");
    point.remove("zeroThreshold");
    String type = kind.equals("exponentialHistogram") ? "exponential_histogram" : kind;
    return origin(request, type, TIME).put("metric", metric).put("dataPoint", point);
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatedExportGivesNoSecondRow(Samples sample) {
    String service = "repeated-" + sample;
    byte[] body = sample.bytes(sample.of(service), PROTOBUF);

    assertThat(sample.post(node, body, PROTOBUF).status()).isEqualTo(200);
    List<JsonObject> once = sample.events(node, service);
    assertThat(sample.post(node, body, PROTOBUF, "gzip").status()).isEqualTo(200);

    assertThat(once).isNotEmpty();
    assertThat(sample.events(node, service)).isEqualTo(once);
  }

  @Test
  void aSpanIsNamedAfterItsTraceAndItself() {
    JsonObject request = Samples.TRACE.of("named");
    JsonObject span = Samples.group(request).getJsonArray("spans").getJsonObject(0);

    Samples.TRACE.post(node, request.toBuffer().getBytes(), JSON);

    assertThat(Samples.TRACE.events(node, "named").getFirst().getString("id"))
        .isEqualToIgnoringCase(span.getString("traceId") + "-" + span.getString("spanId"));
  }

  @Test
  void theSinkKnowsTypeAndTime() {
    Samples.LOGS.post(node, Samples.LOGS.of("columns").toBuffer().getBytes(), JSON);
    String id = Samples.LOGS.events(node, "columns").getFirst().getString("id");

    assertThat(
            node.query("select type, epoch_ms(time) from logs where id = '" + id + "'").getFirst())
        .containsExactly("log", 1_544_712_660_300L);
  }

  @Test
  void aRecordWithoutATimeHasTheOneWhenItWasSeen() {
    JsonObject request = Samples.LOGS.of("observed");
    JsonObject log = Samples.group(request).getJsonArray("logRecords").getJsonObject(0);
    log.put("timeUnixNano", 0).put("observedTimeUnixNano", "1544712660300000001");

    Samples.LOGS.post(node, request.toBuffer().getBytes(), JSON);

    assertThat(Samples.LOGS.events(node, "observed").getFirst().getString("time"))
        .isEqualTo("2018-12-13T14:51:00.300000001Z");
  }

  @Test
  void fieldsThatNobodyKnowsAreIgnored() {
    JsonObject request = Samples.TRACE.of("unknown").put("later", new JsonObject().put("a", 1));
    Samples.group(request).getJsonArray("spans").getJsonObject(0).put("later", List.of(1, 2));

    assertThat(Samples.TRACE.post(node, request.toBuffer().getBytes(), JSON).status())
        .isEqualTo(200);
    assertThat(Samples.TRACE.events(node, "unknown").stream().map(OtlpIT::withoutId))
        .isEqualTo(expected(Samples.TRACE, Samples.TRACE.of("unknown")));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutRecordsIsASuccess(Samples sample) {
    assertThat(sample.post(node, new byte[0], PROTOBUF).status()).isEqualTo(200);
    assertThat(sample.post(node, "{}".getBytes(UTF_8), JSON).status()).isEqualTo(200);
    assertThat(sample.post(node, "{}".getBytes(UTF_8), JSON + "; charset=utf-8").text())
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, PROTOBUF})
  void whatBreaksARuleIsCountedInAPartialSuccess(String mediaType) throws Exception {
    String service = "partial-" + mediaType.length();
    JsonObject request = Samples.TRACE.of(service);
    JsonArray spans = Samples.group(request).getJsonArray("spans");
    spans.add(spans.getJsonObject(0).copy().put("name", "another span with the same id"));

    Answer answer = Samples.TRACE.post(node, Samples.TRACE.bytes(request, mediaType), mediaType);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var said = ExportTraceServiceResponse.newBuilder();
    if (mediaType.equals(JSON)) {
      OtlpJsonReader.read(answer.body(), said);
    } else {
      said.mergeFrom(answer.body());
    }
    assertThat(said.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(said.getPartialSuccess().getErrorMessage())
        .isEqualTo(
            "1 of the request broke a rule; the first is at 1, id_conflict: an earlier event of"
                + " this request has the same id and other bytes");
    assertThat(Samples.TRACE.events(node, service)).hasSize(1);
  }
}
