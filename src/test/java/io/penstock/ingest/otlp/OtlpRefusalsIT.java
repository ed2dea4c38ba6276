package io.penstock.ingest.otlp;

import static io.penstock.ingest.otlp.Samples.JSON;
import static io.penstock.ingest.otlp.Samples.PROTOBUF;
import static io.penstock.ingest.otlp.Samples.TRACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry that is not taken: every answer is a {@code google.rpc.Status}. */
@ExtendWith(SharedNode.class)
class OtlpRefusalsIT {
  private static final int INVALID_ARGUMENT = 3;
  private static final int MEGABYTE = 1 << 20;

  private final TestNode node;

  OtlpRefusalsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void brokenJsonIsRefusedWithTheByte() {
    Answer answer = TRACE.post(node, "{\"resourceSpans\":7}".getBytes(UTF_8), JSON);

    assertRefused(400, INVALID_ARGUMENT, answer);
    assertThat(StatusBody.of(answer).message())
        .isEqualTo(
            "undecodable: The body is not what its content type says. at byte 17 of the JSON:"
                + " resourceSpans must be an array.");
  }

  @Test
  void brokenProtobufIsRefused() {
    byte[] whole = TRACE.bytes(TRACE.of("broken"), PROTOBUF);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

    Answer answer = TRACE.post(node, cut, PROTOBUF);

    assertRefused(400, INVALID_ARGUMENT, answer);
    assertThat(answer.header("content-type")).isEqualTo(PROTOBUF);
    assertThat(StatusBody.of(answer).message()).startsWith("undecodable: ");
    assertThat(TRACE.events(node, "broken")).isEmpty();
  }

  @Test
  void halfAPairOfSurrogatesIsNoText() {
    String body = TRACE.of("surrogate").encode().replace("I'm a server span", "\\ud800");

    assertRefused(400, INVALID_ARGUMENT, TRACE.post(node, body.getBytes(UTF_8), JSON));
  }

  @Test
  void whatDoesNotInflateIsRefused() {
    Answer answer =
        node.door()
            .post(
                "/v1/traces",
                "no gzip",
                "authorization",
                TestNode.BEARER,
                "content-type",
                PROTOBUF,
                "content-encoding",
                "gzip");

    assertRefused(400, INVALID_ARGUMENT, answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, PROTOBUF})
  void aWrongKeyIsRefused(String mediaType) {
    Answer answer =
        node.door()
            .post("/v1/logs", "{}", "authorization", "Bearer wrong", "content-type", mediaType);

    assertRefused(401, 16, answer);
    assertThat(answer.header("content-type")).isEqualTo(mediaType);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-ndjson", "application/grpc"})
  void otherMediaTypesAreRefused(String mediaType) {
    Answer answer = TRACE.post(node, "{}".getBytes(UTF_8), mediaType);

    assertRefused(415, INVALID_ARGUMENT, answer);
    assertThat(StatusBody.of(answer).message()).contains("expected application/x-protobuf or");
  }

  @Test
  void telemetryIsPosted() {
    Answer answer = node.door().get("/v1/metrics");

    assertRefused(405, 12, answer);
    assertThat(answer.header("allow")).isEqualTo("POST");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    assertRefused(413, INVALID_ARGUMENT, TRACE.post(node, new byte[3 * MEGABYTE], PROTOBUF));
  }

  @Test
  void moreRecordsThanARequestMayHaveAreRefusedWhereTheyAreToBeKeptWhole() {
    JsonObject request = TRACE.of("too many");
    JsonArray spans = Samples.group(request).getJsonArray("spans");
    spans.addAll(new JsonArray(Collections.nCopies(100, new JsonObject())));

    Answer answer =
        node.door()
            .post(
                "/v1/traces?atomic=true",
                TRACE.bytes(request, PROTOBUF),
                "authorization",
                TestNode.BEARER,
                "content-type",
                PROTOBUF);

    assertRefused(413, INVALID_ARGUMENT, answer);
    assertThat(StatusBody.of(answer).message()).startsWith("too_many_events: ");
  }

  /** A megabyte that is sent once, and that twenty records would repeat. */
  @Test
  void aRequestThatGrowsTooLargeAsEventsIsRefused() {
    JsonObject request = TRACE.of("x".repeat(MEGABYTE));
    JsonArray spans = Samples.group(request).getJsonArray("spans");
    spans.addAll(new JsonArray(Collections.nCopies(20, new JsonObject())));

    Answer answer = TRACE.post(node, TRACE.bytes(request, PROTOBUF), PROTOBUF);

    assertRefused(413, INVALID_ARGUMENT, answer);
    assertThat(StatusBody.of(answer).message())
        .startsWith("events_too_large: ")
        .contains("they exceed 8388608 bytes");
  }

  @Test
  void whereNoRecordCanBeKeptItIsTheSendersFault() {
    JsonObject request = TRACE.of("large");
    JsonObject span = Samples.group(request).getJsonArray("spans").getJsonObject(0);
    Object deep = "x";
    for (int i = 0; i < 25; i++) {
      deep =
          new JsonObject()
              .put("arrayValue", new JsonObject().put("values", new JsonArray().add(value(deep))));
    }
    span.getJsonArray("attributes").add(new JsonObject().put("key", "deep").put("value", deep));

    Answer answer = TRACE.post(node, request.toBuffer().getBytes(), JSON);

    assertRefused(400, INVALID_ARGUMENT, answer);
    assertThat(StatusBody.of(answer).message()).startsWith("events_invalid: ");
  }

  private static Object value(Object of) {
    return of instanceof String text ? new JsonObject().put("stringValue", text) : of;
  }

  private static void assertRefused(int status, int code, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(StatusBody.of(answer).code()).isEqualTo(code);
    assertThat(StatusBody.of(answer).retryDelay()).isEmpty();
    assertThat(answer.header("retry-after")).isEmpty();
    assertThat(answer.header("x-request-id")).isNotEmpty();
  }
}
