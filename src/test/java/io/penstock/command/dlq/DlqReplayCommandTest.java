package io.penstock.command.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.ManualTime;
import io.penstock.command.Run;
import io.penstock.command.ScriptedServer;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person hears of a replay, whatever becomes of it. */
class DlqReplayCommandTest {
  private static final String STARTED = "{\"id\":\"r1\",\"letters\":3}";

  private final ManualTime time = new ManualTime();
  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Run replay(String... more) {
    return Run.of(
        new DlqReplayCommand(() -> Terminal.NONE, time),
        Stream.of(new String[] {"--sink", "s", "--who", "ada", "--url", server.url()}, more)
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private static String replay(String state, int sent, int missing) {
    return "{\"id\":\"r1\",\"state\":\"%s\",\"letters\":3,\"sent\":%d,\"missing\":%d}"
        .formatted(state, sent, missing);
  }

  @Test
  void asksForWhatTheOptionsSay() {
    server.says(200, "{\"id\":\"r1\",\"letters\":0}");

    replay(
        "--class", "refused", "--rate", "7", "--why", "mended", "--since", "2026-01-31T12:00:00Z");

    var body = new JsonObject(server.requests().getFirst().body());
    assertThat(body)
        .isEqualTo(
            new JsonObject()
                .put("who", "ada")
                .put("why", "mended")
                .put("rate", 7)
                .put("all", false)
                .put("dryRun", false)
                .put(
                    "selection",
                    new JsonObject()
                        .put("sink", "s")
                        .put("class", "refused")
                        .put("since", "2026-01-31T12:00:00Z")));
  }

  @Test
  void waitsForTheEndAndTellsIt() {
    server
        .says(200, STARTED)
        .says(200, replay("running", 1, 0))
        .says(200, replay("running", 2, 0))
        .says(200, replay("done", 3, 0));

    assertThat(replay())
        .isEqualTo(
            new Run(
                0,
                """
                3 dead letters on the way again. How far: penstock dlq replays r1
                3 dead letters sent. They are resolved once the sink has settled them.
                """,
                ""));
    assertThat(time.pauses()).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
  }

  @Test
  void whatIsMissingMakesItIncomplete() {
    server.says(200, STARTED).says(200, replay("done", 2, 1));

    Run run = replay();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .endsWith(
            "2 dead letters sent, 1 no longer in the log and new again. They are resolved once the"
                + " sink has settled them.\n");
  }

  @Test
  void aReplayThatSomebodyStopsIsIncomplete() {
    server.says(200, STARTED).says(200, replay("stopped", 1, 0));

    Run run = replay();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("1 dead letter sent, then it was stopped.");
  }

  @Test
  void doesNotWaitWhereItIsToldNotTo() {
    server.says(200, STARTED);

    assertThat(replay("--no-wait").out())
        .isEqualTo("3 dead letters on the way again. How far: penstock dlq replays r1\n");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void jsonIsOneDocumentAtTheEnd() {
    server.says(200, STARTED).says(200, replay("done", 3, 0));

    assertThat(replay("--json").out()).isEqualTo(replay("done", 3, 0) + "\n");
  }

  @Test
  void whatTheServerRefusesIsTold() {
    server.says(422, "{\"title\":\"The request cannot be carried out\",\"detail\":\"sink: no\"}");

    Run run = replay();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("sink: no");
  }

  @Test
  void aTimeThatIsNoneIsWrongUsage() {
    Run run = replay("--since", "yesterday");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "'yesterday' is neither a time such as 2026-01-31T12:00:00Z nor one ago such as 2h");
  }
}
