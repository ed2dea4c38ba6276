package io.penstock.command.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.config.Configuration;
import io.penstock.deadletter.Letters;
import io.penstock.fixture.Answer;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import io.penstock.log.Failure;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.Letter;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LetterBox.NotTaken;
import io.penstock.log.LogConfig;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people do with dead letters, on a whole node. Each test has letters with a code of its own.
 */
@ExtendWith(SharedNode.class)
class DlqCommandIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String INBOX = "penstock.duckdb.again";

  private final TestNode node;
  private final String code = Broker.freshName("code");

  DlqCommandIT(TestNode node) {
    this.node = node;
  }

  private LogConfig log() {
    return LogConfig.read(Configuration.ofYaml("partitions: 3").root()).at(node.bootstrapServers());
  }

  /** Events of the stream "open" died in the sink, and the index has seen them. */
  private void died(long... offsets) {
    try (var box = new KafkaLetterBox(log(), 1 << 20)) {
      box.append(
          LongStream.of(offsets)
              .mapToObj(offset -> new Addressed(letter(offset), "open.dlq", 0))
              .toList());
    } catch (NotTaken fault) {
      throw new AssertionError(fault);
    }
    Eventually.holds("the index has them", SOON, () -> total("&state=new") == offsets.length);
  }

  private Letter letter(long offset) {
    return Letters.refused("duckdb", "open", 0, 3_000_000_000L + code.hashCode() + offset)
        .failedAgain(new Failure(Failure.Kind.REFUSED, code, "too large", "/amount"));
  }

  private String id(long offset) {
    return "duckdb~open~0:" + letter(offset).originOffset();
  }

  private long total(String more) {
    return node.admin().get("/admin/v1/dead-letters?code=" + code + more).json().getLong("total");
  }

  private Run dlq(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + node.admin().port());
    return Run.of(new DlqCommand(), all.toArray(String[]::new));
  }

  private Answer act(String path, JsonObject body) {
    return node.admin()
        .post("/admin/v1/" + path, body.encode(), "content-type", "application/json");
  }

  @Test
  void listShowsWhatDiedAndWhy() {
    died(1, 2);

    Run run = dlq("list", "--code", code, "--stream", "open", "--text", "LARGE");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(id(1), id(2), "refused", "too large")
        .endsWith("\n2 dead letters\n");
  }

  @Test
  void listSaysHowToGoOn() {
    died(1, 2, 3);

    Run run = dlq("list", "--code", code, "--limit", "2");

    assertThat(run.out())
        .endsWith("3 dead letters, 2 shown: narrow the filters, or go on with --skip 2\n");
  }

  @Test
  void viewShowsTheBytesAsTheyWereSent() {
    died(7);

    Run run = dlq("view", id(7));

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains("{\"id\":%d,\"type\":\"order\"}".formatted(letter(7).originOffset()))
        .contains("error.message", "too large");
  }

  @Test
  void viewOfWhatIsNotKnownSaysSo() {
    Run run = dlq("view", "duckdb~open~0:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no dead letter duckdb~open~0:1 is known");
  }

  @Test
  void aDryRunCountsAndChangesNothing() {
    died(1, 2);

    assertThat(dlq("replay", "--sink", "duckdb", "--code", code, "--dry-run"))
        .isEqualTo(new Run(0, "2 dead letters would change. Nothing did.\n", ""));
    assertThat(dlq("discard", "--code", code, "--dry-run").out())
        .isEqualTo("2 dead letters would change. Nothing did.\n");

    assertThat(total("&state=new")).isEqualTo(2);
  }

  @Test
  void aReplayLandsInTheInboxOfItsSinkAndSaysHowItWent() {
    died(1, 2);

    Run run =
        dlq("replay", "--sink", "duckdb", "--code", code, "--rate", "1000", "--why", "mended");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .startsWith("2 dead letters on the way again. How far: penstock dlq replays ")
        .endsWith("2 dead letters sent. They are resolved once the sink has settled them.\n");
    String replay = run.out().lines().findFirst().orElseThrow().replaceFirst(".* ", "");
    assertThat(inbox().headers("penstock-replay-id")).filteredOn(replay::equals).hasSize(2);
    assertThat(total("&state=new")).isZero();

    assertThat(dlq("replays").out()).contains(replay, "mended");
    assertThat(dlq("replays", replay).out()).contains("done").contains("\"code\":\"" + code);
  }

  @Test
  void aReplayedLetterIsResolvedOnceItsSinkHasIt() {
    died(5);

    assertThat(dlq("replay", "--sink", "duckdb", "--code", code).exitCode()).isZero();

    Eventually.holds("it is resolved", SOON, () -> total("&state=resolved") == 1);
    assertThat(
            node.query(
                "select count(*) from open where id = '%d'".formatted(letter(5).originOffset())))
        .first()
        .asString()
        .isEqualTo("[1]");
  }

  private Topic inbox() {
    return node.topic(INBOX);
  }

  @Test
  void aReplayOfNothingSaysSo() {
    assertThat(dlq("replay", "--sink", "duckdb", "--code", "no such code"))
        .isEqualTo(new Run(0, "No dead letter is selected, so there is nothing to replay.\n", ""));
  }

  @Test
  void lettersAreResolvedAndDiscardedWithAReason() {
    died(1, 2, 3);

    assertThat(dlq("resolve", id(1), "--why", "corrected", "--who", "ada"))
        .isEqualTo(new Run(0, "1 dead letter resolved.\n", ""));
    assertThat(dlq("discard", "--code", code, "--why", "test data"))
        .isEqualTo(new Run(0, "2 dead letters discarded.\n", ""));

    assertThat(total("&state=resolved")).isEqualTo(1);
    assertThat(total("&state=discarded")).isEqualTo(2);
    assertThat(dlq("view", id(1)).out()).contains("corrected", "ada");
  }

  @Test
  void anActWithoutASelectionOrAReasonIsWrongUsage() {
    Run noSelection = dlq("discard", "--why", "x");
    assertThat(noSelection.exitCode()).isEqualTo(2);
    assertThat(noSelection.err()).startsWith("Which dead letters? Give ids or filters, or --all.");

    Run noReason = dlq("discard", "--code", code);
    assertThat(noReason.exitCode()).isEqualTo(2);
    assertThat(noReason.err()).startsWith("Say why, for those who come after you: --why TEXT");
  }

  @Test
  void jsonIsTheServersAnswer() {
    died(1);

    var answer = new JsonObject(dlq("list", "--code", code, "--json").out());

    assertThat(answer.getJsonArray("letters").getJsonObject(0).getString("id")).isEqualTo(id(1));
  }

  @Test
  void theIndexCanBeMadeAnew() {
    died(1);

    assertThat(dlq("rebuild").exitCode()).isZero();

    Eventually.holds("it is there", SOON, () -> total("&state=new") == 1);
  }

  @ParameterizedTest
  @CsvSource({
    "replay, '{\"selection\":{\"sink\":\"duckdb\"}}', 'who: is required'",
    "replay, '{\"who\":\"ada\",\"selection\":{\"class\":\"refused\"}}', "
        + "'sink: a replay goes to one sink, expected one of [duckdb]'",
    "replay, '{\"who\":\"ada\",\"selection\":{\"sink\":\"duckdb\"},\"rate\":0}', "
        + "'rate: 0 is not between 1 and 10000'",
    "discard, '{\"who\":\"ada\",\"why\":\"x\"}', "
        + "'selection: is empty; name a filter in it, or say \"all\": true beside it'",
    "discard, '{\"who\":\"ada\",\"why\":\"x\",\"all\":true,\"dryrun\":true}', "
        + "'''dryrun'' is not one of [who, why, selection, all, dryRun]'",
    "discard, '{\"who\":\"ada\",\"why\":\"x\",\"all\":true,\"dryRun\":\"yes\"}', "
        + "'dryRun: expected true or false'",
    "replay, '{\"who\":\"ada\",\"selection\":{\"sink\":\"lake\"},\"dryRun\":true}', "
        + "'sink: a replay goes to one sink, expected one of [duckdb]'",
    "discard, '{\"who\":\"ada\",\"why\":\"x\",\"selection\":{\"class\":\"wrong\"}}', 'class:"
        + " ''wrong'' is not one of [unreadable, unfit, refused, later, unknown, exhausted]'",
    "discard, '{\"who\":\"ada\",\"selection\":{\"code\":\"x\"}}', 'why: is required'",
    "discard, '{\"who\":\"ada\",\"why\":\"x\",\"selection\":{\"ids\":[\"7\"]}}', "
        + "'''7'' is no id such as duckdb~orders~3:17'",
    "discard, '[]', 'the body is no JSON object'",
  })
  void whatCannotBeMeantIsRefused(String action, String body, String detail) {
    Answer answer =
        node.admin()
            .post("/admin/v1/dead-letters/" + action, body, "content-type", "application/json");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("selection_refused");
    assertThat(answer.json().getString("detail")).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "colour=red, ''",
    "since=yesterday, ''",
    "limit=0, ''",
    "stream=nothing, ''",
  })
  void aQuestionThatNobodyUnderstandsIsRefused(String parameters, String nothing) {
    assertThat(node.admin().get("/admin/v1/dead-letters?" + parameters).status()).isEqualTo(422);
  }

  /** A browser sends such a request from any page without asking first. */
  @Test
  void onlyJsonIsAnAct() {
    assertThat(
            node.admin()
                .post("/admin/v1/dead-letters/discard", "{}", "content-type", "text/plain")
                .status())
        .isEqualTo(415);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(node.admin().get("/admin/v1/replays/nothing").status()).isEqualTo(404);
    assertThat(act("replays/nothing/stop", new JsonObject().put("who", "ada")).status())
        .isEqualTo(422);
  }

  @Test
  void theGaugeShowsWhatTheIndexCounted() {
    died(1);

    Eventually.holds(
        "the gauge is not zero",
        SOON,
        () ->
            node.admin()
                .get("/metrics")
                .text()
                .lines()
                .anyMatch(
                    line ->
                        line.startsWith("penstock_dead_letters{sink=\"duckdb\",state=\"new\"} ")
                            && !line.endsWith(" 0.0")));
  }
}
