package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large answers are compressed for those who take it, and small ones are not. */
@ExtendWith(SharedNode.class)
class CompressedAnswersIT {
  private final TestNode node;

  CompressedAnswersIT(TestNode node) {
    this.node = node;
  }

  /** The second is so large that it is compressed beside the event loop. */
  @ParameterizedTest
  @ValueSource(ints = {100, 4_000})
  void aProblemWithManyErrorsIsCompressed(int events) throws IOException {
    Answer answer = post(bad(events), "accept-encoding", "gzip, deflate, br");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.headers().get("vary")).contains("accept-encoding");
    assertThat(new JsonObject(inflated(answer)).getJsonArray("errors")).hasSize(events);
    assertThat(answer.body().length).isLessThan(events * 20);
  }

  @Test
  void anAnswerThatNamesSomeBadEventsIsCompressed() throws IOException {
    Answer answer = post(bad(99).replace("]", ",{\"id\":\"good\"}]"), "accept-encoding", "*;q=0.5");

    assertThat(answer.status()).isEqualTo(207);
    JsonObject told = new JsonObject(inflated(answer));
    assertThat(told.getInteger("accepted")).isEqualTo(1);
    assertThat(told.getJsonArray("errors")).hasSize(99);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/metrics"})
  void whatIsLongIsCompressedAndSaysTheSame(String path) throws IOException {
    Answer plain = node.door().get(path);
    Answer compressed = node.door().get(path, "accept-encoding", "gzip");

    assertThat(plain.header("content-encoding")).isEmpty();
    assertThat(compressed.header("content-type")).isEqualTo(plain.header("content-type"));
    assertThat(firstLine(inflated(compressed))).isEqualTo(firstLine(plain.text()));
    assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
    assertThat(plain.headers().get("vary")).contains("accept-encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "identity", "gzip;q=0, *", ""})
  void whoDoesNotTakeItGetsItAsItIs(String acceptEncoding) {
    Answer answer = post(bad(100), "accept-encoding", acceptEncoding);

    assertThat(answer.header("content-encoding")).isEmpty();
    assertThat(answer.errors()).hasSize(100);
  }

  @Test
  void smallAnswersAreLeftAsTheyAre() {
    Answer problem = post("{", "accept-encoding", "gzip");
    Answer kept = post("{\"id\":\"small\"}", "accept-encoding", "gzip");
    Answer live = node.door().get("/health", "accept-encoding", "gzip");

    assertThat(problem.code()).isEqualTo("malformed_json");
    assertThat(kept.json().getInteger("accepted")).isEqualTo(1);
    assertThat(kept.headers()).doesNotContainKey("vary");
    assertThat(live.json().getBoolean("ready")).isTrue();
    assertThat(
            node.door()
                .get(
                    "/v1/receipts/" + kept.json().getString("receipt"),
                    "authorization",
                    BEARER,
                    "accept-encoding",
                    "gzip")
                .json()
                .getInteger("records"))
        .isEqualTo(1);
  }

  private static String bad(int events) {
    return IntStream.range(0, events)
        .mapToObj(i -> "{\"id\":\"c-" + i + "\",\"type\":7}")
        .collect(joining(",", "[", "]"));
  }

  private Answer post(String body, String... header) {
    return node.door().post(pathOf("open"), body, "authorization", BEARER, header[0], header[1]);
  }

  private static String inflated(Answer answer) throws IOException {
    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElseThrow();
  }
}
