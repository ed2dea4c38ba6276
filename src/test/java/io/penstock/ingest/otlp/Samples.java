package io.penstock.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Corpora;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The examples of the specification, as requests. */
enum Samples {
  LOGS("logs.json", Signal.LOGS, "logs"),
  EVENTS("events.json", Signal.LOGS, "logs"),
  METRICS("metrics.json", Signal.METRICS, "otel_metrics"),
  TRACE("trace.json", Signal.TRACES, "otel_traces");

  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  final Signal signal;
  final String stream;
  private final String file;

  Samples(String file, Signal signal, String stream) {
    this.file = file;
    this.signal = signal;
    this.stream = stream;
  }

  /** As if this service had sent it: the name is in the resource, and in the trace's id. */
  JsonObject of(String service) {
    String text = new String(Corpora.bytes(Corpora.path("otlp/examples/" + file)), UTF_8);
    return new JsonObject(
        text.replace("my.service", service)
            .replace("5B8EFFF7", "%08X".formatted(service.hashCode())));
  }

  /** The only group of a sample's records: spans, log records or metrics. */
  static JsonObject group(JsonObject request) {
    return first(first(request));
  }

  private static JsonObject first(JsonObject of) {
    return of.stream()
        .filter(entry -> entry.getValue() instanceof JsonArray)
        .map(entry -> ((JsonArray) entry.getValue()).getJsonObject(0))
        .findFirst()
        .orElseThrow();
  }

  byte[] bytes(JsonObject request, String mediaType) {
    byte[] json = request.toBuffer().getBytes();
    return mediaType.equals(JSON) ? json : protobuf(json);
  }

  private byte[] protobuf(byte[] json) {
    try {
      return OtlpJsonReader.read(json, signal.request().newBuilderForType()).toByteArray();
    } catch (Undecodable broken) {
      throw new AssertionError(broken);
    }
  }

  Answer post(TestNode node, byte[] body, String mediaType) {
    return post(node, body, mediaType, "identity");
  }

  Answer post(TestNode node, byte[] body, String mediaType, String encoding) {
    return node.door()
        .post(
            signal.path(),
            encoding.equals("gzip") ? gzip(body) : body,
            "authorization",
            TestNode.BEARER,
            "content-type",
            mediaType,
            "content-encoding",
            encoding);
  }

  /** What the sink has of this service. */
  List<JsonObject> events(TestNode node, String service) {
    node.settle(stream);
    return node
        .query(
            "select data from "
                + stream
                + " where data like '%\""
                + service
                + "\"%' order by type, id")
        .stream()
        .map(row -> new JsonObject(row.getString(0)))
        .toList();
  }

  private static byte[] gzip(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }
}
