package io.penstock.ledger.reconcile;

import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.LedgerConfig;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.penstock.log.LogScan;
import io.penstock.log.Partition;
import io.penstock.sink.Holdings;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares what the log, the checkpoints and a sink say of the same events. Changes nothing and
 * holds nobody up. Blocks, on one platform thread.
 */
public final class Reconciliation {
  private final LogConfig log;
  private final GroupOffsets offsets;
  private final LedgerConfig config;
  private final Clock clock;

  public Reconciliation(LogConfig log, GroupOffsets offsets, LedgerConfig config, Clock clock) {
    this.log = log;
    this.offsets = offsets;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Compares one sink with one of its streams.
   *
   * @throws NotFoundOut where it has no end within its bounds
   * @throws LogScan.Unreadable where the log does not answer
   * @throws io.penstock.sink.SinkFault where the sink does not answer
   */
  public Report of(Subject subject, Instant since, Optional<String> tenant, Watch watch) {
    watch.begin("asking for positions of " + subject.sink(), 0);
    Optional<Holdings> holdings =
        subject.holdings().map(sink -> sink.inspect(subject.stream(), tenant, watch.left()));
    try (var scan = new LogScan(log)) {
      return new Run(subject, since, tenant, holdings, scan, watch).report();
    } finally {
      holdings.ifPresent(Holdings::close);
    }
  }

  /** One comparison, and what it knows. */
  private final class Run {
    private final Subject subject;
    private final Instant since;
    private final Optional<String> tenant;
    private final Optional<Holdings> holdings;
    private final LogScan scan;
    private final Watch watch;
    private final Function<Partition, Optional<Checkpoint>> checkpoints;
    private final Standings standings;
    private final Records records;
    private final Lines lines = new Lines();
    private final Identities identities = new Identities(config.eventsMax());
    private final Identities strangers = new Identities(config.eventsMax());
    private final Findings findings = new Findings();

    Run(
        Subject subject,
        Instant since,
        Optional<String> tenant,
        Optional<Holdings> holdings,
        LogScan scan,
        Watch watch) {
      this.subject = subject;
      this.since = since;
      this.tenant = tenant;
      this.holdings = holdings;
      this.scan = scan;
      this.watch = watch;
      this.checkpoints = Standings.checkpoints(subject, holdings, offsets);
      this.standings = Standings.read(subject, scan, checkpoints, since.toEpochMilli(), clock);
      this.records = new Records(subject, tenant, holdings);
    }

    Report report() {
      long unhoused = scan();
      holdings.ifPresent(this::compare);
      if (unhoused > 0 || isAnythingSuspicious()) {
        judge();
      }
      return new Report(
          subject.stream().name(),
          subject.sink(),
          tenant,
          since,
          Instant.ofEpochMilli(standings.window().fromMicros() / 1_000),
          Instant.ofEpochMilli(standings.window().toMicros() / 1_000),
          holdings.isPresent(),
          standings.all().values().stream()
              .sorted(Comparator.comparingInt(standing -> standing.partition().number()))
              .toList(),
          lines.hours(),
          findings.all());
    }

    private long scan() {
      Letters letters = letters();
      watch.begin("reading the log", standings.records());
      var reading =
          new Scan(records, standings.all(), letters, standings.window(), lines, identities, watch);
      scan.read(standings.froms(), standings.ends(), reading::add, watch::check);
      return reading.unhoused();
    }

    private Letters letters() {
      watch.begin("reading letters", 0);
      Function<Partition, Long> inbox =
          partition -> checkpoints.apply(partition).map(Checkpoint::next).orElse(0L);
      return Letters.read(subject, scan, offsets, inbox, standings.fromMillis(), watch);
    }

    private void compare(Holdings sink) {
      new Comparison(sink, standings.window(), lines, identities, strangers, findings, watch).run();
    }

    private boolean isAnythingSuspicious() {
      boolean[] any = {strangers.size() > 0};
      byte marks = (byte) (Identities.SUSPECT | Identities.CHANGED | Identities.ALTERED);
      identities.forEach(slot -> any[0] |= identities.is(slot, marks));
      return any[0];
    }

    private void judge() {
      Letters lettersNow = letters();
      Map<Partition, Long> endsNow = scan.ends(Set.of(subject.stream().topic()));
      watch.begin("looking again into what is suspicious", standings.records());
      var verdict =
          new Verdict(
              records,
              standings.all(),
              lettersNow,
              holdings,
              standings.window(),
              lines,
              identities,
              strangers,
              findings,
              watch);
      scan.read(standings.froms(), endsNow, verdict::add, watch::check);
      verdict.finish();
    }
  }
}
