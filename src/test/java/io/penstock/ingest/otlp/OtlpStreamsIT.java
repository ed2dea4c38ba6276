package io.penstock.ingest.otlp;

import static io.penstock.ingest.otlp.Samples.JSON;
import static io.penstock.ingest.otlp.Samples.LOGS;
import static io.penstock.ingest.otlp.Samples.METRICS;
import static io.penstock.ingest.otlp.Samples.PROTOBUF;
import static io.penstock.ingest.otlp.Samples.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The streams are those that the configuration names, and a busy node says when to come back. */
class OtlpStreamsIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path folder;

  @Test
  void aSignalGoesWhereTheConfigurationSays() {
    try (var node =
        TestNode.start(
            folder,
            "ingest.credit-bytes=4MB",
            "ingest.otlp.logs-stream=open",
            "ingest.otlp.metrics-stream=nowhere",
            "ingest.otlp.traces-stream=events")) {
      assertThat(LOGS.post(node, body(LOGS), JSON).status()).isEqualTo(200);
      node.settle("open");
      assertThat(node.query("select type from open").getFirst()).containsExactly("log");

      assertNoStream(METRICS.post(node, body(METRICS), JSON), "nowhere", "metrics");
      assertNoStream(TRACE.post(node, body(TRACE), JSON), "events", "traces");
      aBusyNodeSaysWhenToComeBack(node);
    }
  }

  private static byte[] body(Samples sample) {
    return sample.of("configured").toBuffer().getBytes();
  }

  private static void assertNoStream(Answer answer, String stream, String signal) {
    assertThat(answer.status()).isEqualTo(404);
    assertThat(StatusBody.of(answer))
        .isEqualTo(
            new StatusBody(
                5,
                "unknown_stream: No stream takes %s. Configure an open stream '%s' with id: id, or name another in ingest.otlp.%s-stream."
                    .formatted(signal, stream, signal),
                Optional.empty()));
  }

  /** Two bodies are announced and never come: they hold all the credit. */
  private static void aBusyNodeSaysWhenToComeBack(TestNode node) {
    try (Wire one = announce(node);
        Wire other = announce(node)) {
      Eventually.holds("all credit is taken", SOON, () -> hasCreditTaken(node, "4194304.0"));
      for (String mediaType : List.of(JSON, PROTOBUF)) {
        Answer answer = LOGS.post(node, LOGS.bytes(LOGS.of("busy"), mediaType), mediaType);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(StatusBody.of(answer).code()).isEqualTo(14);
        assertThat(StatusBody.of(answer).retryDelay()).contains(Duration.ofSeconds(1));
      }
      one.finish();
      other.finish();
    }
    Eventually.holds("all credit is given back", SOON, () -> hasCreditTaken(node, "0.0"));
    assertThat(LOGS.post(node, body(LOGS), JSON).status()).isEqualTo(200);
  }

  private static boolean hasCreditTaken(TestNode node, String bytes) {
    return node.admin().get("/metrics").text().contains("\npenstock_credit_bytes " + bytes + "\n");
  }

  private static Wire announce(TestNode node) {
    return node.door()
        .wire()
        .head(
            "POST /v1/logs HTTP/1.1",
            "host: it",
            "authorization: " + TestNode.BEARER,
            "content-type: application/json",
            "content-length: " + (2 << 20));
  }
}
