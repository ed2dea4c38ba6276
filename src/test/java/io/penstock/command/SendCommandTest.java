package io.penstock.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.ScriptedServer.Reply;
import io.penstock.command.terminal.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendCommandTest {
  private static final String BUSY =
      "{\"title\":\"The server is busy\",\"detail\":\"Too many bytes are in flight.\"}";

  @TempDir Path folder;
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

  private Run send(String... more) {
    return sendTo(server.url(), "", more);
  }

  private Run sendTo(String url, String standardInput, String... more) {
    var command =
        new SendCommand(
            () -> Terminal.NONE,
            time,
            () -> 0L,
            new ByteArrayInputStream(standardInput.getBytes(UTF_8)));
    String[] arguments = {"--stream", "github", "--url", url, "--key", "k1"};
    return Run.of(
        command,
        IntStream.range(0, arguments.length + more.length)
            .mapToObj(i -> i < arguments.length ? arguments[i] : more[i - arguments.length])
            .toArray(String[]::new));
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("events.json"), content).toString();
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "{\"id\":\"" + i + "\"}\n")
        .collect(Collectors.joining());
  }

  @Test
  void sendsLinesAsTheyAreAndSaysWhatBecameOfThem() throws IOException {
    server.thenAcceptsAll();

    Run run = send(file("{\"id\": 1 }\n\n{\"id\":2}"));

    assertThat(server.requests())
        .containsExactly(
            new ScriptedServer.Request(
                "POST",
                "/v1/streams/github/events",
                "Bearer k1",
                "application/x-ndjson",
                " {\"id\": 1 }\n{\"id\":2}\n"));
    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                """
                events sent    2
                accepted       2
                duplicates     0
                rejected       0
                requests       1
                retries        0
                seconds      0.0
                events/s       0
                """,
                ""));
  }

  @Test
  void sendsAnArrayAsAnArraySoThatEventsMayHoldLineBreaks() throws IOException {
    server.says(202, ScriptedServer.accepted(2));

    Run run = send(file("[\n  {\n    \"id\": 1\n  },\n  {\"id\": 2}\n]\n"));

    assertThat(run.exitCode()).isZero();
    assertThat(server.requests().getFirst().contentType()).isEqualTo("application/json");
    assertThat(server.requests().getFirst().body())
        .isEqualTo("[{\n    \"id\": 1\n  },{\"id\": 2}]");
  }

  @Test
  void sendsAtMostFiveHundredEventsInARequest() throws IOException {
    server.thenAcceptsAll();

    Run run = send(file(lines(1201)), "--parallel", "1");

    assertThat(server.requests())
        .extracting(request -> request.lines().size())
        .containsExactly(500, 500, 201);
    assertThat(run.out()).contains("accepted     1201\n", "requests        3\n");
  }

  @Test
  void sendsAtMostAboutAMegabyteInARequestAndWhatIsLargerAlone() throws IOException {
    server.thenAcceptsAll();
    String large = "{\"v\":\"" + "x".repeat(2 << 20) + "\"}";
    String half = "{\"v\":\"" + "x".repeat(600 << 10) + "\"}";

    send(file(String.join("\n", half, half, large, "{}", "{}")), "--parallel", "1");

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::lines)
        .containsExactly(List.of(half), List.of(half), List.of(large), List.of("{}", "{}"));
  }

  @Test
  void inflatesGzipAndReadsStandardInput() throws IOException {
    server.thenAcceptsAll();
    var gzipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(lines(3).getBytes(UTF_8));
    }
    Path file = Files.write(folder.resolve("events"), gzipped.toByteArray());

    Run fromFile = send(file.toString());
    Run fromStandardInput = sendTo(server.url(), lines(2), "-");

    assertThat(fromFile.out()).contains("accepted       3\n");
    assertThat(fromStandardInput.out()).contains("accepted       2\n");
  }

  @Test
  void comesBackWhenTheServerSaysAndNotEarlier() throws IOException {
    server.saysComeBack(503, "7", BUSY).saysComeBack(429, "", BUSY).thenAcceptsAll();

    Run run = send(file(lines(1)));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(200));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("requests       3\n", "retries        2\n", "seconds      7.2\n");
    assertThat(run.err())
        .isEqualTo(
            server.url()
                + ": The server is busy: Too many bytes are in flight; trying again for up to 60"
                + " s\n");
  }

  @Test
  void repeatsTheSameBytesWhenTheConnectionBreaks() throws IOException {
    server.dropsTheConnection().thenAcceptsAll();

    Run run = send(file(lines(2)));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("accepted       2\n");
    assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(server.requests()).allMatch(server.requests().getFirst()::equals);
  }

  @Test
  void givesUpWhenTheServerStaysBusyForTooLong() throws IOException {
    server.thenAlways(request -> new Reply(503, "4", BUSY));

    Run run = send(file(lines(2)), "--retry-for", "10s");

    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(4));
    assertThat(run.err())
        .endsWith(
            server.url()
                + ": The server is busy: Too many bytes are in flight; the next attempt in 4.0 s"
                + " would be later than the 10 s of --retry-for.\n"
                + "Is Penstock running? Start it with 'penstock demo', or name its ingest address"
                + " with --url. What was sent may be sent again.\n");
    assertThat(run.out())
        .contains("events sent    2\n", "unanswered     2\n", "retries        2\n");
  }

  @Test
  void saysWhenNothingAnswers() throws IOException {
    String url;
    try (var free = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }

    Run run = sendTo(url, "", file(lines(1)), "--retry-for", "0s");

    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.err()).startsWith(url + ": nothing answers there; the next attempt in 0.1 s");
  }

  @Test
  void listsRejectedEventsWithTheirLines() throws IOException {
    server.says(
        207,
        """
        {"accepted":1,"duplicates":1,"rejected":2,"errors":[
          {"index":1,"id":"","code":"malformed","pointer":"","detail":"line 2, byte 5: no"},
          {"index":3,"id":"e-4","code":"field_missing","pointer":"/a","detail":"a is missing"},
          {"index":3,"id":"e-4","code":"field_missing","pointer":"/b","detail":"b is missing"}]}
        """);

    Run run = send(file("{\"id\":\"e-1\"}\n\n{\"a\":\n{\"id\":\"e-1\"}\n{\"id\":\"e-4\"}\n"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(
            """
            2 events were rejected:
            line  id   code           detail
            ----  ---  -------------  ------------------
               3       malformed      line 2, byte 5: no
               5  e-4  field_missing  a is missing

            events sent    4
            accepted       1
            duplicates     1
            rejected       2
            """);
  }

  @Test
  void listsTheFirstTwentyRejectionsAndCountsTheOthers() throws IOException {
    String errors =
        IntStream.range(0, 30)
            .mapToObj(i -> "{\"index\":" + i + ",\"code\":\"c\",\"detail\":\"d\"}")
            .collect(Collectors.joining(",", "[", "]"));
    server.says(422, "{\"title\":\"No event could be kept\",\"errors\":" + errors + "}");

    Run run = send(file(lines(30)));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("\n  20      c     d\nand 10 more\n", "rejected      30\n");
    assertThat(run.out()).doesNotContain("\n  21 ");
  }

  @Test
  void halvesWhatIsTooLargeForTheServerUntilTheOneEventIsFound() throws IOException {
    server.thenAlways(
        request ->
            request.lines().size() > 1 || request.body().contains("\"3\"")
                ? new Reply(413, "", "{\"title\":\"Too large\",\"code\":\"c\",\"detail\":\"d\"}")
                : new Reply(202, "", ScriptedServer.accepted(1)));

    Run run = send(file(lines(4)));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("\n   3      c     d\n", "accepted       3\n", "rejected       1\n");
  }

  @Test
  void isFinalAboutAWrongKey() throws IOException {
    server.says(
        401, "{\"title\":\"Credentials are missing or wrong\",\"detail\":\"Send a valid key.\"}");

    Run run = send(file(lines(1)));

    assertThat(run.exitCode()).isEqualTo(77);
    assertThat(run.err())
        .isEqualTo(
            server.url()
                + ": Credentials are missing or wrong: Send a valid key.\n"
                + "Name the key with --key or PENSTOCK_KEY.\n");
    assertThat(time.pauses()).isEmpty();
    assertThat(run.out()).contains("unanswered     1\n");
  }

  @Test
  void isFinalAboutAnUnknownStream() throws IOException {
    server.says(404, "{\"title\":\"There is no such stream\",\"detail\":\"No stream.\"}");

    Run run = send(file(lines(1)));

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.err()).isEqualTo(server.url() + ": There is no such stream: No stream.\n");
  }

  @Test
  void noticesThatSomebodyElseAnswers() throws IOException {
    server.says(202, "<html>Welcome</html>");

    Run run = send(file(lines(1)));

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.err())
        .isEqualTo(
            server.url()
                + ": the answer was 202, but not as Penstock answers\n"
                + "Name the server's ingest address with --url or PENSTOCK_URL.\n");
  }

  @Test
  void stopsReadingAfterAFinalAnswer() throws IOException {
    server.thenAlways(request -> new Reply(404, "", "{\"title\":\"There is no such stream\"}"));

    Run run = send(file(lines(20_000)), "--parallel", "1");

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void sendsNothingOfADocumentThatIsBroken() throws IOException {
    String file = file("[{\"id\":1},\n{\"id\":2},\n{\"id\" 3}]");

    Run run = send(file);

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err())
        .isEqualTo(
            file
                + " is not JSON: at line 3, expected ':', found '3'. Nothing was sent.\n"
                + "It was read as one JSON text, because its first line is no JSON object by"
                + " itself.\n");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void saysWhenThereIsNoFile() {
    Run run = send("nowhere.json");

    assertThat(run)
        .isEqualTo(new Run(66, "", "nowhere.json cannot be read: there is no such file.\n"));
  }

  @Test
  void printsTheSummaryAsJson() throws IOException {
    server.says(
        207,
        "{\"accepted\":1,\"duplicates\":0,\"rejected\":1,"
            + "\"errors\":[{\"index\":0,\"id\":\"1\",\"code\":\"c\",\"detail\":\"d\"}]}");

    Run run = send(file(lines(2)), "--json");

    assertThat(new JsonObject(run.out()))
        .isEqualTo(
            new JsonObject(
                """
                {"events":2,"accepted":1,"duplicates":0,"rejected":1,"unanswered":0,"requests":1,
                 "retries":0,"seconds":0.0,"eventsPerSecond":0,
                 "rejections":[{"line":1,"id":"1","code":"c","detail":"d"}]}
                """));
  }

  @Test
  void refusesWhatCannotBeMeant() throws IOException {
    String file = file("{}");

    assertThat(send(file, "--parallel", "65").err()).startsWith("--parallel must be 1 to 64\n");
    assertThat(send(file, "--retry-for", "soon").err())
        .contains("'soon' is not a duration such as 250ms, 10s or 5m");
    Run run = sendTo("localhost:8080", "", file);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'localhost:8080' is not an address such as http://127.0.0.1:8080");
  }
}
