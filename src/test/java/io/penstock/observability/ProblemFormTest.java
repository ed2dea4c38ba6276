package io.penstock.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemFormTest {
  private static final Problem BUSY =
      Problem.of(503, "busy", "The server is busy", "Nothing was kept.")
          .retryAfter(Duration.ofMillis(1_500));

  @Test
  void bothJsonsAreTheSame() {
    String json =
        """
        {"type":"urn:penstock:problem:busy","title":"The server is busy","status":503,\
        "detail":"Nothing was kept.","instance":"/ingest","code":"busy","requestId":"r-1",\
        "retryable":true}\
        """;

    assertThat(ProblemForm.PROBLEM_JSON.write(BUSY, "/ingest", "r-1").toString()).isEqualTo(json);
    assertThat(ProblemForm.JSON.write(BUSY, "/ingest", "r-1").toString()).isEqualTo(json);
  }

  @Test
  void aTextSaysWhatAPersonNeeds() {
    assertThat(ProblemForm.TEXT.write(BUSY, "/ingest", "r-1").toString())
        .isEqualTo(
            """
            The server is busy
            Nothing was kept.
            Repeat the request as it is in 1 s.
            503 busy, request r-1
            """);
  }

  @Test
  void aTextNamesTheFirstTenErrors() {
    var errors = new JsonArray();
    IntStream.range(0, 12).forEach(index -> errors.add(error(index, "type is missing")));
    Problem invalid = Problem.of(422, "events_invalid", "No event", "Each.").withErrors(errors);

    assertThat(ProblemForm.TEXT.write(invalid, "/ingest", "r-2").toString().lines())
        .hasSize(14)
        .contains("  event 0, field_missing: type is missing")
        .contains("  event 9, field_missing: type is missing", "  and 2 more")
        .endsWith("422 events_invalid, request r-2");
  }

  @Test
  void aTextDoesNotSteerTheTerminal() {
    Problem invalid =
        Problem.of(422, "events_invalid", "No event", "\u001b[2J\u009b")
            .withErrors(new JsonArray().add(error(0, "a\nb\0")));

    assertThat(ProblemForm.TEXT.write(invalid, "/ingest", "r-3").toString())
        .isEqualTo(
            """
            No event
            \ufffd[2J\ufffd
              event 0, field_missing: a\ufffdb\ufffd
            422 events_invalid, request r-3
            """);
  }

  private static JsonObject error(int index, String detail) {
    return new JsonObject().put("index", index).put("code", "field_missing").put("detail", detail);
  }
}
