package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An error comes in the form that its reader would rather have. */
@ExtendWith(SharedNode.class)
class NegotiationIT {
  private static final String PROBLEM = "application/problem+json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final TestNode node;

  NegotiationIT(TestNode node) {
    this.node = node;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|" + PROBLEM,
        "application/json|application/json",
        "application/json;q=0.5, */*;q=0.1|application/json",
        "image/png|" + PROBLEM,
        "text/csv, application/problem+json;q=0|" + PROBLEM,
      })
  void jsonIsTheSameUnderEitherName(String accept, String mediaType) {
    Answer answer = refused("accept", accept);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("content-type")).isEqualTo(mediaType);
    assertThat(answer.headers().get("vary")).contains("accept");
    assertThat(answer.json().getString("type")).isEqualTo("urn:penstock:problem:events_invalid");
    assertThat(answer.errors()).hasSize(1);
  }

  @Test
  void whoAsksForNothingGetsAProblem() {
    assertThat(refused().header("content-type")).isEqualTo(PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html,application/xhtml+xml,*/*;q=0.8", "text/*"})
  void aPersonGetsText(String accept) {
    Answer answer = refused("accept", accept, "x-request-id", "person-1");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("content-type")).isEqualTo(TEXT);
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.text())
        .isEqualTo(
            """
            No event could be kept
            type must be text of at most 128 bytes.
              event 0, field_invalid: type must be text of at most 128 bytes
            422 events_invalid, request person-1
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/v1/receipts/x", "/v1/streams/none/events"})
  void everyErrorIsNegotiated(String path) {
    Answer answer = node.door().get(path, "accept", "text/plain");

    assertThat(answer.status()).isBetween(400, 405);
    assertThat(answer.header("content-type")).isEqualTo(TEXT);
    assertThat(answer.text()).contains("request " + answer.header("x-request-id"));
    assertThat(node.admin().get("/nowhere", "accept", "text/plain").header("content-type"))
        .isEqualTo(TEXT);
  }

  @Test
  void aGoodRequestIsNot() {
    Answer answer =
        node.door()
            .post(
                pathOf("open"),
                "{\"id\":\"negotiated\"}",
                "authorization",
                BEARER,
                "accept",
                "text/plain");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.headers()).doesNotContainKey("vary");
  }

  @Test
  void anExporterHearsItInItsOwnForm() {
    Answer answer =
        node.door()
            .post(
                "/v1/logs",
                "{",
                "authorization",
                BEARER,
                "content-type",
                "application/json",
                "accept",
                "text/plain");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.json().getInteger("code")).isEqualTo(3);
  }

  private Answer refused(String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "authorization";
    all[headers.length + 1] = BEARER;
    return node.door().post(pathOf("open"), "{\"id\":\"n\",\"type\":7}", all);
  }
}
