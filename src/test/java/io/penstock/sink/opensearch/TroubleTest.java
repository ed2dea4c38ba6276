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
    "200, '', '', REFUSED",
    "409, version_conflict_engine_exception, '', REPEATED",
    "409, another_exception, '', UNKNOWN",
    "400, mapper_parsing_exception, failed to parse field [x] of type [long], REFUSED",
    "400, mapper_parsing_exception, Failed to parse mapping [_doc], UNKNOWN",
    "400, strict_dynamic_mapping_exception, mapping set to strict, REFUSED",
    "400, illegal_argument_exception, Document contains at least one immense term, REFUSED",
    "400, illegal_argument_exception, mapper [event.a] cannot be changed, REFUSED",
    "400, illegal_argument_exception, unknown index sort field:[nope], UNKNOWN",
    "400, illegal_argument_exception, explicit index in bulk is not allowed, UNKNOWN",
    "400, illegal_argument_exception, Limit of total fields [40] has been exceeded, UNKNOWN",
    "400, index_closed_exception, closed, MISSING",
    "400, validation_exception, Validation Failed: 1: this action would add [2] shards, BUSY",
    "400, something_new_exception, failed to parse, UNKNOWN",
    "400, '', '', UNKNOWN",
    "413, '', '', REFUSED",
    "401, '', '', BARRED",
    "403, cluster_block_exception, index [x] blocked by: [FORBIDDEN/8/index write (api)], BARRED",
    "404, index_not_found_exception, no such index [x], MISSING",
    "418, '', '', UNKNOWN",
    "429, rejected_execution_exception, full, BUSY",
    "429, circuit_breaking_exception, Data too large, BUSY",
    "500, runtime_exception, whatever, UNKNOWN",
    "503, unavailable_shards_exception, away, BUSY"
  })
  void whatIsSaidDecides(int status, String type, String reason, Fate fate) {
    assertThat(Fate.of(new Trouble(status, type, reason, type, reason))).isEqualTo(fate);
  }

  /** As OpenSearch says them, with a value of a sender in each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Numeric value (4111111111111111) out of range of long|Numeric value",
        "invalid number found: secret|invalid number found",
        "Unknown geometry type: secret|Unknown geometry type",
        "No enum constant org.x.Orientation.SECRET|No enum constant",
        "'secret' is not an IP string literal.|''",
        "secret@example.org|''",
        "no such field, secret@example.org|no such field,",
        "For input string: \"secret\"|For input string",
        "failed to parse date field [secret] with format [x]|failed to parse date field"
      })
  void noValueIsTold(String deepest, String told) {
    var trouble =
        new Trouble(
            400,
            "mapper_parsing_exception",
            "failed to parse field [event.n] of type [long] in document with id 'secret'",
            "x_exception",
            deepest);

    assertThat(trouble.text())
        .isEqualTo(
            "the value of event.n is no long: x_exception" + (told.isEmpty() ? "" : ": " + told));
  }

  /**
   * A sender may choose the words, and how many: they take no stack, and only the first are told.
   */
  @Test
  void ofManyWordsTheFirstAreTold() {
    var trouble =
        new Trouble(
            400, "mapper_parsing_exception", "failed to parse", "x", "word ".repeat(1_000_000));

    assertThat(trouble.text()).isEqualTo("x: " + "word ".repeat(60).strip());
  }

  @Test
  void whatAPipelineSaysIsNotTold() {
    var trouble =
        new Trouble(
            500, "runtime_exception", "no plan for ann", "fail_exception", "no plan for ann");

    assertThat(trouble.text()).isEqualTo("fail_exception");
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
