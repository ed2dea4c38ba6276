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

/** How events may stand in a body, and how a body may say what it is. */
@ExtendWith(SharedNode.class)
class BodyFormsIT {
  private static final String PAGE_VIEW =
      """
      {"id":"550e8400-e29b-41d4-a716-446655440000",
       "tenant_id":"00000000-0000-0000-0000-000000000000",
       "session_id":"11111111-1111-1111-1111-111111111111",
       "timestamp":"2024-01-01T00:00:00Z","type":"pageview","title":"Home","path":"/"}\
      """;

  private final TestNode node;

  BodyFormsIT(TestNode node) {
    this.node = node;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ingest", "/v1/events", "/v1/streams/events/events"})
  void analyticsEventsComeOnThreePaths(String path) {
    Answer answer =
        node.door().post(path, "{\"events\":[" + PAGE_VIEW + "]}", "authorization", BEARER);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"form-1\"}                          | 1",
        "[{\"id\":\"form-2\"},{\"id\":\"form-3\"}]    | 2",
        "{\"events\":[{\"id\":\"form-4\"}]}           | 1",
        "{\"events\":[]}                              | 0",
        "[]                                           | 0",
        "{\"events\":[{\"a\":1}],\"id\":\"form-5\"}   | 1",
        "{\"events\":\"none\"}                        | 1",
      })
  void anObjectAnArrayAndAnEnvelopeAreTaken(String body, int accepted) {
    Answer answer = node.post("open", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/x-ndjson", "application/ndjson", "application/jsonl; charset=utf-8"})
  void linesAreTakenWithAndWithoutALastLineEnd(String type) {
    Answer answer = post("{\"id\":\"line-1\"}\n\n{\"id\":\"line-2\"}\r\n{\"id\":\"line-3\"}", type);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=UTF-8",
        "application/json; charset=\"utf-8\""
      })
  void jsonIsTakenHoweverItsTypeIsWritten(String type) {
    assertThat(post("{\"id\":\"type-1\"}", type).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1"
      })
  void otherTypesAreRefused(String type) {
    Answer answer = post("{\"id\":\"type-2\"}", type);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
    assertThat(answer.json().getString("detail")).contains("'" + type + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void anEmptyBodyIsNotJson(String body) {
    Answer answer = node.post("open", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_json");
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThat(node.post("open", "\uFEFF{\"id\":1}").status()).isEqualTo(400);
  }

  @Test
  void aBrokenArrayIsRefusedWhole() {
    Answer answer = node.post("open", "[{\"id\":\"whole-1\"},{\"id\":\"whole-2\"},{]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).startsWith("At byte 36: ");
    assertThat(node.topic("open").values()).noneMatch(value -> value.contains("whole-1"));
  }

  private Answer post(String body, String type) {
    return node.door().post(pathOf("open"), body, "authorization", BEARER, "content-type", type);
  }
}
