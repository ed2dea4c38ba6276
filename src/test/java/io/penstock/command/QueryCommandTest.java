package io.penstock.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.terminal.Terminal;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryCommandTest {
  private ScriptedServer server;
  private Terminal terminal = Terminal.NONE;

  @BeforeEach
  void startServer() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Run query(String... more) {
    var command = new QueryCommand(() -> terminal);
    String[] arguments = {"select 1", "--url", server.url() + "/"};
    return Run.of(
        command,
        java.util.stream.Stream.of(arguments, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void printsRowsAsATable() {
    server.says(
        200,
        """
        {"columns":["type","count","sum"],"complete":true,
         "rows":[["PushEvent",434,12345678901234567890.125],["Wa\\tch",null,1.5E7]]}
        """);

    Run run = query();

    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                """
                type       count                       sum
                ---------  -----  ------------------------
                PushEvent    434  12345678901234567890.125
                Wa\\tch      null                  15000000

                2 rows
                """,
                ""));
  }

  @Test
  void asksWithTheStatementAsItIs() {
    server.says(200, "{\"columns\":[\"1\"],\"rows\":[[1]],\"complete\":true}");

    query();

    assertThat(server.requests())
        .containsExactly(
            new ScriptedServer.Request(
                "POST", "/admin/v1/query", "null", "application/json", "{\"sql\":\"select 1\"}"));
  }

  @Test
  void cutsLongCellsToTheTerminal() {
    terminal = new Terminal(true, 20);
    server.says(
        200,
        "{\"columns\":[\"id\",\"data\"],\"rows\":[[7,\""
            + "x".repeat(50)
            + "\"]],"
            + "\"complete\":true}");

    Run run = query();

    assertThat(run.out())
        .isEqualTo(
            """
            id  data
            --  ----------------
             7  xxxxxxxxxxxxxxx…

            1 row
            """);
  }

  @Test
  void saysWhenThereAreMoreRows() {
    server.says(200, "{\"columns\":[\"a\"],\"rows\":[[\"x\"],[\"y\"]],\"complete\":false}");

    assertThat(query().out()).endsWith("\n2 rows, and there are more: narrow the question\n");
  }

  @Test
  void printsTheAnswerAsItIsForMachines() {
    String answer = "{\"columns\":[\"a\"],\"rows\":[[1.50]],\"complete\":true}";
    server.says(200, answer);

    assertThat(query("--json")).isEqualTo(new Run(0, answer + "\n", ""));
  }

  @Test
  void saysWhyTheQuestionWasRefused() {
    server.says(
        400, "{\"title\":\"The query cannot be answered\",\"detail\":\"No table \\u001b[2Jx.\"}");

    assertThat(query())
        .isEqualTo(new Run(1, "", "The query cannot be answered: No table ?[2Jx.\n"));
  }

  @Test
  void noticesThatSomebodyElseAnswers() {
    server.says(200, "[]");

    assertThat(query())
        .isEqualTo(
            new Run(
                70,
                "",
                server.url()
                    + ": it answered something else than rows, which is not how Penstock's admin"
                    + " listener answers.\n"
                    + "Check --url: the demo's admin address is http://127.0.0.1:8081.\n"));
  }

  @Test
  void saysWhatToDoWhenNothingAnswers() throws IOException {
    String url;
    try (var free = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }

    Run run = Run.of(new QueryCommand(() -> terminal), "select 1", "--url", url);

    assertThat(run)
        .isEqualTo(
            new Run(
                69,
                "",
                url
                    + ": nothing answers there.\n"
                    + "Is Penstock running? Start it with 'penstock demo', or name its admin"
                    + " address with --url.\n"));
  }
}
