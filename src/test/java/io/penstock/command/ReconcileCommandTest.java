package io.penstock.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileCommandTest {
  private static final String PARTITION =
      "{\"partition\":0,\"start\":0,\"next\":5,\"delivered\":5,\"repeated\":0,\"filtered\":0,"
          + "\"retried\":0,\"dead\":0,\"waiting\":0,\"gone\":0,\"unexplained\":0}";
  private static final String COUNTS =
      "\"records\":5,\"filtered\":0,\"waiting\":0,\"retrying\":0,\"dead\":0,\"repeated\":0,\"expired\":0,"
          + "\"expected\":5,\"elsewhere\":0,\"missing\":1";
  private static final String REPORT =
      ("{'report':{'stream':'events','sink':'duckdb','asked':'2026-11-21T18:10:00Z',"
           + "'since':'2026-11-21T18:10:00Z','until':'2026-11-21T19:10:00Z','heldCompared':true,"
           + "'unexplained':1,'findingsComplete':true,'findings':[{'what':'missing','tenant':'t',"
           + "'id':'a','hour':'2026-11-21T18:00:00Z','partition':0,'offset':3}],")
              .replace('\'', '"')
          + "\"partitions\":["
          + PARTITION
          + "],\"hours\":[{\"hour\":\"2026-11-21T18:00:00Z\","
          + COUNTS
          + ",\"rows\":4,\"late\":0,\"surplus\":0,\"doubled\":0,\"changed\":0,\"unexplained\":1,"
          + "\"partitions\":[{\"partition\":0,"
          + COUNTS
          + "}]}]}}\n";

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Run reconcile(String... more) {
    var command = new ReconcileCommand(() -> Terminal.NONE);
    return Run.of(
        command,
        Stream.of(new String[] {"--stream", "events", "--url", server.url()}, more)
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private static String done(int unexplained, int allowed) {
    return "{\"done\":{\"unexplained\":%d,\"differenceMax\":%d}}\n".formatted(unexplained, allowed);
  }

  @Test
  void tellsByHourAndPartitionAndNamesWhatNothingExplains() {
    server.says(200, REPORT + done(1, 0));

    Run run = reconcile();

    assertThat(run.out())
        .startsWith(
            "events in duckdb, received from 2026-11-21T18:10:00Z to 2026-11-21T19:10:00Z\n")
        .contains("hour                  partition  records  filtered")
        .contains("2026-11-21T18:00:00Z  all              5         0")
        .contains("missing  a   t       2026-11-21T18:00:00Z          0       3")
        .endsWith("\nUnexplained: 1, more than the 0 allowed.\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void isContentWithWhatIsAllowed() {
    server.says(200, REPORT + done(1, 0)).says(200, REPORT + done(1, 5));

    assertThat(reconcile("--difference-max", "1").exitCode()).isZero();
    Run byTheServer = reconcile();
    assertThat(byTheServer.exitCode()).isZero();
    assertThat(byTheServer.out()).endsWith("\nUnexplained: 1, of 5 allowed.\n");
  }

  @Test
  void saysThatItAddsUp() {
    server.says(200, done(0, 0));

    assertThat(reconcile()).isEqualTo(new Run(0, "It adds up: nothing is unexplained.\n", ""));
  }

  @Test
  void asksForWhatItIsToldTo() {
    server.says(200, done(0, 0));

    reconcile("--sink", "pg", "--since", "2h", "--tenant", "acme");

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::path, ScriptedServer.Request::body)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "/admin/v1/reconcile",
                "{\"stream\":\"events\",\"sinceSeconds\":7200,\"sink\":\"pg\",\"tenant\":\"acme\"}"));
  }

  @Test
  void printsOneDocumentForMachines() {
    server.says(200, REPORT + done(1, 0));

    var document = new JsonObject(reconcile("--json").out());

    assertThat(document.getLong("unexplained")).isEqualTo(1);
    assertThat(document.getJsonArray("reports")).hasSize(1);
  }

  @Test
  void saysWhyItCouldNotBeFoundOut() {
    server.says(
        200, "{\"problem\":{\"code\":\"not_found_out\",\"detail\":\"the sink is away\"}}\n");

    assertThat(reconcile())
        .isEqualTo(new Run(75, "", "It could not be found out: the sink is away\n"));
  }

  @Test
  void aRefusalIsNoDifference() {
    server.says(503, "{\"title\":\"Another reconciliation runs\",\"detail\":\"One at a time.\"}");

    assertThat(reconcile())
        .isEqualTo(new Run(75, "", "Another reconciliation runs: One at a time.\n"));
  }

  @Test
  void anAnswerThatBreaksOffIsNone() {
    server.says(200, REPORT);

    assertThat(reconcile().exitCode()).isEqualTo(70);
  }

  @Test
  void nobodyAnswers() {
    server.close();

    assertThat(reconcile().exitCode()).isEqualTo(69);
  }

  @Test
  void tellsHowFarItIsWhereItTakesLong() {
    String word = "{\"progress\":{\"step\":\"reading the log\",\"done\":5,\"total\":9}}\n";
    server.says(200, word.repeat(10) + done(0, 0));

    assertThat(reconcile().err()).isEqualTo("reading the log: 5 of 9\n");
  }
}
