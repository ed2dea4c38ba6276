package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that the framework finds are told as ours are. */
@ExtendWith(SharedNode.class)
class FrameworkErrorsIT {
  private final TestNode node;

  FrameworkErrorsIT(TestNode node) {
    this.node = node;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/streams/open", "/v1/streams/open/events/", "/ingest/x"})
  void anUnknownPath(String path) {
    assertProblem(404, "not_found", node.door().get(path));
  }

  @Test
  void anUnknownStream() {
    Answer answer = node.post("nowhere", "{}");

    assertProblem(404, "unknown_stream", answer);
    assertThat(answer.json().getString("instance")).isEqualTo("/v1/streams/nowhere/events");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
  void aWrongMethodForEvents(String method) {
    Answer answer = node.door().send(method, pathOf("open"), BodyPublishers.ofString("{}"));

    assertProblem(405, "method_not_allowed", answer);
    assertThat(answer.header("allow")).isEqualTo("POST");
  }

  @Test
  void aWrongMethodForHealth() {
    Answer answer = node.door().post("/health", "{}");

    assertProblem(405, "method_not_allowed", answer);
    assertThat(answer.header("allow")).contains("GET");
  }

  @Test
  void aRequestLineThatIsTooLong() {
    assertRefused(414, "uri_too_long", "GET /" + "a".repeat(5_000) + " HTTP/1.1", "host: it");
  }

  @Test
  void headersThatAreTooLarge() {
    assertRefused(
        431, "headers_too_large", "GET / HTTP/1.1", "host: it", "x: " + "a".repeat(9_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "\u0016\u0003\u0001\u0002\u0000\u0001",
        "POST /ingest HTTP/1.1\r\nhost: it\r\ncontent-length: -1",
        "POST /ingest HTTP/1.1\r\nhost: it\r\ncontent-length: many",
        "GET / HTTP/1.1\r\nbad header: x",
        "GET / HTTP/1.1\r\nhost: it\r\n: x",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\nhost: it\r\nhost: it",
        "GET / HTTP/0.9\r\nhost: it",
        "GET / HTTP/1.2\r\nhost: it",
        "GET / HTTP/2.0\r\nhost: it",
        "GET / http/1.1\r\nhost: it",
        "GET / ICE/1.0\r\nhost: it",
        "GET /",
        "POST /ingest HTTP/9.9\r\nhost: it\r\ncontent-length: 0",
      })
  void whatIsNoHttp(String head) {
    assertRefused(400, "bad_request", head);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}XX0\r\n\r\n", "2\r\n{}\r\n-1\r\n"})
  void chunksThatAreBroken(String chunks) {
    try (Wire wire = node.door().wire()) {
      wire.head(
          "POST /v1/streams/open/events HTTP/1.1",
          "host: it",
          "authorization: " + BEARER,
          "transfer-encoding: chunked");
      wire.text(chunks);

      assertProblem(400, "bad_request", wire.answer());
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/streams/open/events", "/v1/streams/cloudevents/events", "/v1/logs"})
  void aQueryThatCannotBeDecoded(String path) {
    try (Wire wire = node.door().wire()) {
      wire.head(
          "POST " + path + "?atomic=%zz HTTP/1.1",
          "host: it",
          "authorization: " + BEARER,
          "ce-id: 1",
          "content-length: 0");

      Answer answer = wire.answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("bad_parameter", "The query must be percent-encoded");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/metrics", "/openapi.yaml"})
  void theRequestsIdIsAnsweredOnEveryPath(String path) {
    assertThat(node.door().get(path, "x-request-id", "order-4713").header("x-request-id"))
        .isEqualTo("order-4713");
  }

  @Test
  void theRequestsIdIsTaken() {
    Answer accepted = withId("{\"id\":\"rid\"}", "order-4711");
    Answer refused = withId("{", "order-4712");

    assertThat(accepted.header("x-request-id")).isEqualTo("order-4711");
    assertThat(refused.header("x-request-id")).isEqualTo("order-4712");
    assertThat(refused.json().getString("requestId")).isEqualTo("order-4712");
  }

  @Test
  void anIdThatIsNoneIsReplaced() {
    assertThat(withId("{\"id\":\"rid\"}", "a".repeat(129)).header("x-request-id"))
        .matches("[0-9a-f]{16}");
    assertThat(withId("{\"id\":\"rid\"}", "two words").header("x-request-id"))
        .matches("[0-9a-f]{16}");
  }

  @Test
  void aMissingIdIsMade() {
    Answer one = node.post("open", "{");
    Answer other = node.post("open", "{");

    assertThat(one.header("x-request-id")).matches("[0-9a-f]{16}");
    assertThat(one.json().getString("requestId")).isEqualTo(one.header("x-request-id"));
    assertThat(other.header("x-request-id")).isNotEqualTo(one.header("x-request-id"));
  }

  private Answer withId(String body, String id) {
    return node.door().post(pathOf("open"), body, "authorization", BEARER, "x-request-id", id);
  }

  private void assertRefused(int status, String code, String... head) {
    assertProblem(status, code, refusal(head));
  }

  private Answer refusal(String... head) {
    try (Wire wire = node.door().wire()) {
      List<Answer> answers = wire.head(head).answersToTheEnd();
      assertThat(answers).hasSize(1);
      return answers.getFirst();
    }
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().fieldNames())
        .contains(
            "type", "title", "status", "detail", "instance", "code", "requestId", "retryable");
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    assertThat(answer.json().getString("type")).isEqualTo("urn:penstock:problem:" + code);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("x-request-id")).isEqualTo(answer.json().getString("requestId"));
  }
}
