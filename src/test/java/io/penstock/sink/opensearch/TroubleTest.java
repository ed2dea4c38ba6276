package io.penstock.sink.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
  /** As OpenSearch 3.8 says it. */
  private static final String MISFIT =
      """
      {"errors":true,"items":[{"create":{"status":201}},{"create":{"status":400,"error":{
      "type":"mapper_parsing_exception","reason":"failed to parse field [event.n] of type [long] in document with id 'x'. Preview of field's value: 'hunter2'",
      "caused_by":{"type":"a","reason":"b","caused_by":{"type":"illegal_argument_exception","reason":"For input string: \\"hunter2\\""}}}}}]}
      """;

  private static List<Trouble> items(String answer) throws IOException {
    return Troubles.ofItems(answer.getBytes(UTF_8));
  }

  @Test
  void theDeepestReasonIsToldWithoutTheValue() throws IOException {
    Trouble trouble = items(MISFIT).getLast();

    assertThat(items(MISFIT).getFirst()).isEqualTo(Trouble.ofStatus(201));
    assertThat(trouble.field()).isEqualTo("event.n");
    assertThat(trouble.code()).isEqualTo("illegal_argument_exception");
    assertThat(trouble.text())
        .isEqualTo("the value of event.n is no long: illegal_argument_exception: For input string");
  }

  @ParameterizedTest
  @CsvSource({
    "201, '', '', STORED",
    "409, version_conflict_engine_exception, '', REPEATED",
    "400, mapper_parsing_exception, failed, REFUSED",
    "400, strict_dynamic_mapping_exception, mapping set to strict, REFUSED",
    "400, illegal_argument_exception, Document contains at least one immense term, REFUSED",
    "400, illegal_argument_exception, Limit of total fields [40] has been exceeded, UNKNOWN",
    "400, illegal_argument_exception, pipeline with id [x] does not exist, UNKNOWN",
    "400, index_closed_exception, closed, MISSING",
    "400, validation_exception, Validation Failed: 1: this action would add [2] shards, BUSY",
    "400, something_new_exception, failed, UNKNOWN",
    "400, '', '', UNKNOWN",
    "413, '', '', REFUSED",
    "401, '', '', BARRED",
    "403, cluster_block_exception, index [x] blocked by: [FORBIDDEN/8/index write (api)], BARRED",
    "404, index_not_found_exception, no such index [x], MISSING",
    "418, '', '', UNKNOWN",
    "429, rejected_execution_exception, full, BUSY",
    "429, circuit_breaking_exception, Data too large, BUSY",
    "500, translog_exception, no space, BUSY",
    "503, unavailable_shards_exception, away, BUSY"
  })
  void whatIsSaidDecides(int status, String type, String reason, Fate fate) {
    assertThat(Fate.of(new Trouble(status, type, reason, type, reason))).isEqualTo(fate);
  }

  @Test
  void anAnswerOfAnotherIsNoTrouble() {
    assertThat(Troubles.of(503, "<html>".getBytes(UTF_8))).isEqualTo(Trouble.ofStatus(503));
    assertThat(Troubles.of(400, "{\"error\":\"x\"}".getBytes(UTF_8)).whole())
        .isEqualTo("HTTP status 400");
    assertThatThrownBy(() -> items("{\"items\":[1]}").getFirst()).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> items("[]")).isInstanceOf(IOException.class);
  }
}
