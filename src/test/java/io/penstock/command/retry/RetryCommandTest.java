package io.penstock.command.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.command.ScriptedServer;
import io.penstock.command.client.ExitCode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryCommandTest {
  private static final String SLOT =
      """
      {"sink":"pg","tier":"penstock.pg.retry-5m","partition":3,"waiting":7,
       "due":"2026-11-22T04:00:00Z","owner":"node-2","state":"running"}\
      """;

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Run retry(String... arguments) {
    return Run.of(
        new RetryCommand(),
        Stream.concat(Stream.of(arguments), Stream.of("--url", server.url()))
            .toArray(String[]::new));
  }

  @Test
  void saysWhichNodeHasASlot() {
    server.says(200, "{\"slots\":[" + SLOT + "],\"ofAllNodes\":true}");

    assertThat(retry("list").out())
        .isEqualTo(
            """
            sink  tier                  partition  waiting  due                   owner   state
            ----  --------------------  ---------  -------  --------------------  ------  -------
            pg    penstock.pg.retry-5m          3        7  2026-11-22T04:00:00Z  node-2  running
            """);
  }

  @Test
  void saysWhenOnlyThisNodesSlotsCouldBeShown() {
    server.says(200, "{\"slots\":[" + SLOT + "],\"ofAllNodes\":false}");

    Run run = retry("list");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .endsWith(
            "running\n\nWhat other nodes have could not be read now: these are this node's"
                + " slots.\n");
  }

  @Test
  void aSilentNodeFollowsAHoldLater() {
    server.says(200, "{\"tiers\":1,\"letters\":7,\"silent\":[\"node-2\",\"node-3\"]}");

    Run run = retry("hold", "--sink", "pg");

    assertThat(run)
        .isEqualTo(
            new Run(
                ExitCode.DONE,
                """
                1 tier(s) with 7 event(s) that wait: held.
                node-2 did not answer within 2 s; it follows within 5 s, once it reads the control database.
                node-3 did not answer within 2 s; it follows within 5 s, once it reads the control database.
                """,
                ""));
  }

  @Test
  void aSilentNodeFollowsAReleaseLater() {
    server.says(200, "{\"tiers\":1,\"letters\":7,\"silent\":[\"node-2\"]}");

    assertThat(retry("release", "--sink", "pg").out()).contains("node-2", "follows within 5 s");
  }

  @Test
  void aSilentNodeHasToBeForcedAgain() {
    server.says(200, "{\"tiers\":1,\"letters\":7,\"silent\":[\"node-2\"]}");

    Run run = retry("force", "--sink", "pg");

    assertThat(run)
        .isEqualTo(
            new Run(
                ExitCode.REFUSED,
                """
                1 tier(s) with 7 event(s) that wait: due at once.
                node-2 did not answer within 2 s; it does not follow by itself: repeat the command.
                """,
                ""));
  }

  @Test
  void whenAllAnsweredThereIsNothingToAdd() {
    server.says(200, "{\"tiers\":1,\"letters\":7,\"silent\":[]}");

    Run run = retry("force", "--sink", "pg");

    assertThat(run)
        .isEqualTo(
            new Run(ExitCode.DONE, "1 tier(s) with 7 event(s) that wait: due at once.\n", ""));
  }
}
