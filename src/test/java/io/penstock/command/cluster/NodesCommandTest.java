package io.penstock.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.command.ScriptedServer;
import io.penstock.command.client.ExitCode;
import io.penstock.command.terminal.Terminal;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodesCommandTest {
  private static final String READY =
      """
      {"name":"node-1","version":"0.1.0","started":"2026-11-22T04:00:00Z","ready":true,
       "roles":["ingest","console"],"log":"127.0.0.1:9092","sinks":["pg","lake"],"queries":true,
       "red":[],"amber":[],"answers":true}\
      """;
  private static final String NOT_READY =
      """
      {"name":"node-2","version":"0.1.0","started":"2026-11-22T04:00:01Z","ready":false,
       "roles":["deliver"],"log":"127.0.0.1:9092","sinks":[],"queries":false,
       "red":["log","sink pg"],"amber":["spool"],"answers":true}\
      """;
  private static final String SILENT = "{\"name\":\"node-3\",\"answers\":false}";

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Run nodes(String... more) {
    return Run.of(
        new NodesCommand(() -> Terminal.NONE),
        Stream.concat(Stream.of("--url", server.url()), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void saysOfEachNodeHowItIs() {
    server.says(200, "[" + READY + "," + NOT_READY + "," + SILENT + "]");

    Run run = nodes();

    assertThat(run)
        .isEqualTo(
            new Run(
                ExitCode.REFUSED,
                """
                name    state            roles            version  since                 sinks     red           amber
                ------  ---------------  ---------------  -------  --------------------  --------  ------------  -----
                node-1  ready            ingest, console  0.1.0    2026-11-22T04:00:00Z  pg, lake
                node-2  not ready        deliver          0.1.0    2026-11-22T04:00:01Z            log, sink pg  spool
                node-3  does not answer
                """,
                ""));
    assertThat(server.requests().getFirst().path()).isEqualTo("/admin/v1/nodes");
  }

  @Test
  void isDoneWhenAllAreReady() {
    server.says(200, "[" + READY + "]");

    assertThat(nodes().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void tellsTheShellOfANodeThatIsNotReady() {
    server.says(200, "[" + READY + "," + NOT_READY + "]");

    assertThat(nodes().exitCode()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void tellsTheShellOfANodeThatDoesNotAnswerInJsonToo() {
    server.says(200, "[" + READY + "," + SILENT + "]");

    Run run = nodes("--json");

    assertThat(run).isEqualTo(new Run(ExitCode.REFUSED, "[" + READY + "," + SILENT + "]\n", ""));
  }

  @Test
  void anAnswerThatIsNoListIsNotPenstocks() {
    server.says(200, "{}");

    assertThat(nodes().exitCode()).isEqualTo(ExitCode.UNEXPECTED);
  }

  @Test
  void aListOfSomethingElseIsNotPenstocks() {
    server.says(200, "[1]");

    assertThat(nodes().exitCode()).isEqualTo(ExitCode.UNEXPECTED);
  }
}
