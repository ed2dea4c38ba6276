package io.penstock.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The exporters of OpenTelemetry's own SDK for Java. */
@ExtendWith(SharedNode.class)
class OtlpExporterIT {
  private static final String SERVICE = "exporter-it";
  private static final long SECONDS_MAX = 20;

  private final TestNode node;

  OtlpExporterIT(TestNode node) {
    this.node = node;
  }

  @Test
  void sendASpanALogRecordAndAMetric() {
    try (OpenTelemetrySdk sdk = sdk()) {
      sdk.getTracer("it").spanBuilder("checkout").startSpan().setAttribute("items", 3L).end();
      sdk.getLogsBridge()
          .get("it")
          .logRecordBuilder()
          .setSeverity(Severity.WARN)
          .setBody("out of stock")
          .emit();
      sdk.getMeter("it").counterBuilder("orders").build().add(7);
      sdk.getSdkMeterProvider().forceFlush().join(SECONDS_MAX, TimeUnit.SECONDS);
      sdk.getSdkTracerProvider().forceFlush().join(SECONDS_MAX, TimeUnit.SECONDS);
      sdk.getSdkLoggerProvider().forceFlush().join(SECONDS_MAX, TimeUnit.SECONDS);
    }

    JsonObject span = only(Samples.TRACE).getJsonObject("span");
    assertThat(span.getString("name")).isEqualTo("checkout");
    assertThat(span.getJsonArray("attributes").encode())
        .isEqualTo("[{\"key\":\"items\",\"value\":{\"intValue\":\"3\"}}]");
    JsonObject log = only(Samples.LOGS).getJsonObject("logRecord");
    assertThat(log.getJsonObject("body").getString("stringValue")).isEqualTo("out of stock");
    assertThat(log.getInteger("severityNumber")).isEqualTo(13);
    JsonObject sum =
        Samples.METRICS.events(node, SERVICE).stream()
            .filter(event -> event.getJsonObject("metric").getString("name").equals("orders"))
            .findFirst()
            .orElseThrow();
    assertThat(sum.getString("type")).isEqualTo("sum");
    assertThat(sum.getJsonObject("dataPoint").getString("asInt")).isEqualTo("7");
  }

  private JsonObject only(Samples sample) {
    var events = sample.events(node, SERVICE);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  /** As an application configures it: the exporters' endpoints, a key, compression. */
  private OpenTelemetrySdk sdk() {
    String base = "http://127.0.0.1:" + node.door().port();
    Resource resource =
        Resource.getDefault()
            .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), SERVICE)));
    var spans =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base + "/v1/traces")
            .addHeader("authorization", TestNode.BEARER)
            .setCompression("gzip")
            .build();
    var logs =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(base + "/v1/logs")
            .addHeader("authorization", TestNode.BEARER)
            .build();
    var metrics =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(base + "/v1/metrics")
            .addHeader("authorization", TestNode.BEARER)
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build())
        .setLoggerProvider(
            SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                .build())
        .setMeterProvider(
            SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.create(metrics))
                .build())
        .build();
  }
}
