package io.penstock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Installation;
import io.penstock.fixture.LedgerLine;
import io.penstock.kill.Client.Became;
import io.penstock.kill.Moment.UnderLoad;
import io.penstock.kill.Moment.WhileStarting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One run: load, kills, a drain, a stop in order, and the count. */
final class Scenario implements AutoCloseable {
  private static final Duration LOAD_MAX = Duration.ofMinutes(5);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private final Dose dose;
  private final Path folder;
  private final List<Sink> sinks;
  private final Requests requests;
  private final List<Duration> timesToReady = new ArrayList<>();
  private int kills;

  Scenario(Dose dose, Path folder) {
    this.dose = dose;
    this.folder = folder;
    this.sinks =
        dose.sinks().stream()
            .map(name -> Sink.named(name, folder, Installation.dataDir(folder)))
            .toList();
    this.requests = new Requests(dose);
  }

  Result run() throws IOException, SQLException {
    try (var server = new Installation(folder, Sink.STREAMS, configuration());
        var client = new Client(door(server), requests, dose.rate())) {
      server.start();
      client.start();
      for (Moment moment : Moment.plan(dose)) {
        await(moment, server, client);
        kill(server);
      }
      timesToReady.add(server.awaitReady());
      return finish(server, client);
    }
  }

  private String configuration() {
    return sinks.stream().map(Sink::configuration).collect(Collectors.joining(", ", "{", "}"));
  }

  private static URI door(Installation server) {
    return URI.create(
        "http://127.0.0.1:%d/v1/streams/%s/events".formatted(server.port(), Sink.STREAM));
  }

  private void await(Moment moment, Installation server, Client client) {
    switch (moment) {
      case UnderLoad(int accepted, Duration _) -> {
        timesToReady.add(server.awaitReady());
        server.await(
            "%d events were accepted".formatted(accepted),
            LOAD_MAX,
            () -> client.hasAccepted(accepted));
      }
      case WhileStarting _ -> {}
    }
    server.letRun(moment.after());
  }

  private void kill(Installation server) throws IOException {
    sinks.forEach(sink -> sink.beforeKill(kills));
    assertThat(server.kill()).as("exit code after SIGKILL").isEqualTo(Installation.KILLED);
    kills++;
    server.start();
  }

  private Result finish(Installation server, Client client) throws SQLException {
    long readyNanos = System.nanoTime();
    server.await("every sink had caught up", DRAIN_MAX, () -> hasDrained(server));
    Duration drain = Duration.ofNanos(System.nanoTime() - readyNanos);
    List<LedgerLine> ledger = ledger(server);
    long stoppingNanos = System.nanoTime();
    assertThat(server.stop(STOP_MAX)).as("exit code after SIGTERM").isZero();
    Duration stop = Duration.ofNanos(System.nanoTime() - stoppingNanos);
    return new Result(
        dose,
        kills,
        client.times(Became.ACCEPTED),
        client.times(Became.BROKEN),
        client.times(Became.UNAVAILABLE),
        List.copyOf(timesToReady),
        drain,
        stop,
        ledger,
        verdicts());
  }

  private boolean hasDrained(Installation server) {
    List<LedgerLine> lines = ledger(server);
    return lines.size() == sinks.size() && lines.stream().allMatch(line -> line.waiting() == 0);
  }

  private static List<LedgerLine> ledger(Installation server) {
    return server.admin("/admin/v1/ledger").map(LedgerLine::of).orElse(List.of());
  }

  List<Verdict> verdicts() throws SQLException {
    Map<String, String> accepted = requests.fingerprintsById();
    List<Verdict> verdicts = new ArrayList<>();
    for (Sink sink : sinks) {
      var reader = new Verdict.Reader(accepted);
      sink.readInto(reader);
      verdicts.add(reader.verdict());
    }
    return verdicts;
  }

  /** Spoils what the sinks hold, so that the count can be counted on. */
  void plantDifferences() throws SQLException {
    for (Sink sink : sinks) {
      sink.plant();
    }
  }

  @Override
  public void close() {
    sinks.forEach(Sink::close);
  }
}
