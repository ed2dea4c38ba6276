package io.penstock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Installation;
import io.penstock.fixture.LedgerLine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One run: all requests, a drain, a stop in order, and the count. */
final class Scenario {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
  private static final Duration STOP_MAX = Duration.ofSeconds(60);
  private static final Pattern ACCEPTED =
      Pattern.compile("penstock_events_accepted_total\\{[^}]*stream=\"([^\"]+)\"[^}]*} (\\S+)");
  private static final String STREAMS =
      "{events: {kind: analytics}, open: {kind: open, type: type, time: time},"
          + " cloudevents: {kind: cloudevents}, logs: {kind: open, type: type, time: time},"
          + " otel_metrics: {kind: open, type: type, time: time},"
          + " otel_traces: {kind: open, type: type, time: time}}";

  private final Dose dose;
  private final Path folder;
  private final SentEvents sent;
  private final Tally tally;
  private final SinkFile sink;

  Scenario(Dose dose, Path folder) {
    this.dose = dose;
    this.folder = folder;
    this.sent = new SentEvents(dose.requests());
    this.tally = new Tally(sent);
    this.sink = new SinkFile(Installation.dataDir(folder).resolve("duckdb.duckdb"));
  }

  private Installation server() throws IOException {
    return new Installation(folder, STREAMS, "{duckdb: {type: duckdb}}");
  }

  Result run() throws IOException, SQLException {
    try (var server = server()) {
      server.start();
      server.awaitReady();
      long startedNanos = System.nanoTime();
      new Senders(dose, server.port(), tally).send();
      Duration sending = Duration.ofNanos(System.nanoTime() - startedNanos);
      server.await("the sink had caught up", DRAIN_MAX, () -> hasDrained(server));
      Map<String, LedgerLine> ledger = ledger(server);
      Map<String, Long> metered = metered(server);
      assertThat(server.stop(STOP_MAX)).as("exit code after SIGTERM").isZero();
      return result(sending, ledger, metered);
    }
  }

  /** Sends one request alone; answers it in full, with what the contract says of the answer. */
  String show(int number) throws IOException {
    try (var server = server();
        var connection = connect(server)) {
      Request request = new Grammar(dose.seed()).request(number);
      Reply reply = connection.exchange(request);
      Finding finding = Contract.judge(request, reply);
      return Tally.inFull(request, reply, finding.violation().orElse("within the contract"));
    }
  }

  private static Connection connect(Installation server) throws IOException {
    server.start();
    server.awaitReady();
    return Connection.open(server.port());
  }

  private boolean hasDrained(Installation server) {
    Map<String, LedgerLine> lines = ledger(server);
    return lines.size() == SinkFile.STREAMS.size()
        && lines.values().stream().allMatch(line -> line.waiting() == 0);
  }

  private static Map<String, LedgerLine> ledger(Installation server) {
    return server.admin("/admin/v1/ledger").map(LedgerLine::of).orElse(List.of()).stream()
        .collect(Collectors.toMap(LedgerLine::stream, Function.identity()));
  }

  /** How many events the door itself counted, by stream. */
  private static Map<String, Long> metered(Installation server) {
    Matcher line = ACCEPTED.matcher(server.admin("/metrics").orElse(""));
    return line.results()
        .collect(
            Collectors.toMap(
                found -> found.group(1),
                found -> (long) Double.parseDouble(found.group(2)),
                Long::sum));
  }

  private Result result(Duration sending, Map<String, LedgerLine> ledger, Map<String, Long> metered)
      throws SQLException {
    List<Account> accounts = new ArrayList<>();
    for (String stream : SinkFile.STREAMS) {
      LedgerLine line = Objects.requireNonNull(ledger.get(stream), stream);
      accounts.add(
          new Account(
              stream,
              tally.accepted(stream),
              tally.uncounted(stream),
              tally.named(stream),
              metered.getOrDefault(stream, 0L),
              sink.rows(stream),
              tally.unanswered(),
              line));
    }
    return new Result(
        dose,
        sending,
        tally.toGood(),
        tally.toDamaged(),
        tally.violations(),
        tally.shown(),
        tally.unanswered(),
        List.copyOf(accounts),
        verdict());
  }

  SentEvents.Verdict verdict() throws SQLException {
    sink.readInto(sent);
    return sent.verdict();
  }

  /** Spoils what the sink holds, so that the count can be counted on. */
  void plantDifferences() throws SQLException {
    sink.plant();
  }
}
