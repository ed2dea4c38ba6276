package io.penstock.ingest.otlp;

import static io.penstock.ingest.otlp.Samples.PROTOBUF;
import static io.penstock.ingest.otlp.Samples.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An export with more records than a stream takes in one request is taken in parts. */
@ExtendWith(SharedNode.class)
class OtlpPartsIT {
  private static final int EVENTS_MAX = 100;

  private final TestNode node;

  OtlpPartsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void everyRecordIsKeptOnceHoweverOftenTheExportIsRepeated() throws Exception {
    byte[] export = TRACE.bytes(spans("parts-whole", 2 * EVENTS_MAX + 1), PROTOBUF);

    assertThat(said(TRACE.post(node, export, PROTOBUF)).hasPartialSuccess()).isFalse();
    assertThat(said(TRACE.post(node, export, PROTOBUF, "gzip")).hasPartialSuccess()).isFalse();

    assertThat(kept("parts-whole")).isEqualTo(2 * EVENTS_MAX + 1);
  }

  @Test
  void aBadRecordOfALaterPartIsNamedByItsPlaceInTheExport() throws Exception {
    JsonObject export = spans("parts-bad", EVENTS_MAX + 3);
    Samples.group(export).getJsonArray("spans").getJsonObject(EVENTS_MAX + 1).mergeIn(tooDeep());

    var said = said(TRACE.post(node, TRACE.bytes(export, PROTOBUF), PROTOBUF));

    assertThat(said.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(said.getPartialSuccess().getErrorMessage())
        .startsWith("1 of the request broke a rule; the first is at 101, nested_too_deep: ");
    assertThat(kept("parts-bad")).isEqualTo(EVENTS_MAX + 2);
  }

  /** The sample with so many spans, of which only its own has an id. */
  private static JsonObject spans(String service, int count) {
    JsonObject request = TRACE.of(service);
    JsonArray spans = Samples.group(request).getJsonArray("spans");
    spans.addAll(new JsonArray(Collections.nCopies(count - 1, new JsonObject())).copy());
    return request;
  }

  private static JsonObject tooDeep() {
    JsonObject value = new JsonObject().put("stringValue", "deep");
    for (int i = 0; i < 25; i++) {
      value =
          new JsonObject()
              .put("arrayValue", new JsonObject().put("values", new JsonArray().add(value)));
    }
    var attribute = new JsonObject().put("key", "deep").put("value", value);
    return new JsonObject().put("attributes", new JsonArray().add(attribute));
  }

  private static ExportTraceServiceResponse said(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return ExportTraceServiceResponse.parseFrom(answer.body());
  }

  private long kept(String service) {
    node.settle(TRACE.stream);
    return node.query("select count(*) from otel_traces where data like '%\"" + service + "\"%'")
        .getFirst()
        .getLong(0);
  }
}
