package io.penstock.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of a sink: one SELECT, which reads what the sink holds and nothing else. */
@ExtendWith(SharedNode.class)
class QueryIT {
  private static final String ENDLESS =
      "select sum(a.range * b.range * c.range) from range(1000000) a, range(1000000) b,"
          + " range(1000000) c";

  private final TestNode node;

  QueryIT(TestNode node) {
    this.node = node;
  }

  @Test
  void rowsComeWithTheNamesOfTheirColumns() {
    Answer answer =
        node.ask("select 1 as a, 'x' as b, null as c, true as d, 1.5::double as e, [1] as f");

    assertThat(answer.text())
        .isEqualTo(
            "{\"columns\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"],"
                + "\"rows\":[[1,\"x\",null,true,1.5,\"[1]\"]],\"complete\":true}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1;",
        "with a as (select 1) select * from a",
        "from range(3)",
        "values (1)",
        "select 1 -- with a comment",
        "select 'it''s; fine'",
        "describe open",
        "show tables",
      })
  void whatReadsIsAnswered(String sql) {
    Answer answer = node.ask(sql);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; select 2",
        "commit; drop table open",
        "drop table open",
        "delete from open",
        "insert into open select * from open",
        "update open set id = ''",
        "create table mine (a int)",
        "create temp table mine (a int)",
        "attach 'other.db'",
        "copy open to 'out.csv'",
        "copy (select 1) to 'out.csv'",
        "export database 'out'",
        "install httpfs",
        "load httpfs",
        "pragma version",
        "checkpoint",
        "call enable_logging()",
        "begin transaction",
        "set memory_limit = '8GB'",
        "set lock_configuration = false",
        "reset memory_limit",
        "explain analyze delete from open",
        "prepare p as delete from open",
        "execute p",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from read_blob('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/etc/*')",
        "select * from sniff_csv('/etc/passwd')",
        "select * from query('drop table open')",
        "select nextval('nothing')",
        "select * from nowhere",
        "selekt",
        "",
      })
  void whatDoesMoreIsRefused(String sql) {
    int before = rowsOf("open");

    Answer answer = node.ask(sql);

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("query_refused");
    assertThat(rowsOf("open")).isGreaterThanOrEqualTo(before);
  }

  @Test
  void moreRowsThanTenThousandAreCutOff() {
    Answer answer = node.ask("select * from range(100000000000)");

    assertThat(answer.json().getJsonArray("rows")).hasSize(10_000);
    assertThat(answer.json().getBoolean("complete")).isFalse();
  }

  @Test
  void exactlyTenThousandRowsAreAllThereIs() {
    assertThat(node.ask("select * from range(10000)").json().getBoolean("complete")).isTrue();
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    Answer answer = node.ask("select repeat('x', 30000) from range(10000)");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().getString("detail")).contains("characters");
  }

  /** A browser sends such a request from any page without asking first. */
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void onlyJsonIsAQuestion(String type) {
    Answer answer =
        node.admin().post("/admin/v1/query", "{\"sql\":\"select 1\"}", "content-type", type);

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aQuestionWithoutATypeIsNone() {
    assertThat(node.admin().post("/admin/v1/query", "{\"sql\":\"select 1\"}").status())
        .isIn(400, 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"sql\":1}", "{", "null", ""})
  void aQuestionWithoutAStatementIsNone(String body) {
    Answer answer = node.admin().post("/admin/v1/query", body, "content-type", "application/json");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("bad_request");
  }

  @Test
  void endlessQuestionsAreCutOffAndDeliveryGoesOnMeanwhile() {
    List<CompletableFuture<Answer>> asked =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> node.ask(ENDLESS), Thread::startVirtualThread))
            .limit(5)
            .toList();

    assertThat(node.post("open", "{\"id\":\"meanwhile\"}").status()).isEqualTo(202);
    node.settle("open");
    assertThat(asked).filteredOn(answer -> !answer.isDone()).hasSize(4);

    List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers)
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(422, 422, 422, 422, 503);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 422)
        .allSatisfy(
            answer ->
                assertThat(answer.json().getString("detail"))
                    .isEqualTo("the answer took longer than 10 s"));
    assertThat(node.query("select count(*) from open where id = 'meanwhile'").getFirst())
        .containsExactly(1);
  }

  private int rowsOf(String table) {
    JsonArray row = node.query("select count(*) from " + table).getFirst();
    return row.getInteger(0);
  }
}
