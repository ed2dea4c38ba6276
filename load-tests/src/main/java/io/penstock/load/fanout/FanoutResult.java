package io.penstock.load.fanout;

import io.penstock.load.numbered.Census.Count;
import io.penstock.load.report.Goals;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Report;
import io.penstock.load.report.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of it. */
public record FanoutResult(String commit, FanoutDose dose, Passage passage, FullSpool spool) {
  static final List<String> SINKS = List.of("clickhouse", "s3", "postgres", "blackhole");
  private static final double RATE_SHARE_MIN = 0.95;
  private static final double LAG_RATIO_MAX = 2;
  private static final double CPU_RATIO_MAX = 1.10;

  /**
   * One sink away for a while.
   *
   * @param caughtUpSeconds from its coming back until it was no further behind than it had been
   * @param drainedSeconds from the last event until every sink had settled it
   * @param reasons why events were refused, with their number
   * @param inLog records of the topic
   * @param blackhole events that the blackhole says it was given
   */
  public record Passage(
      List<Phase> phases,
      double caughtUpSeconds,
      double drainedSeconds,
      long sent,
      long accepted,
      long refused,
      Map<String, Integer> reasons,
      long inLog,
      List<Count> counts,
      long blackhole) {
    Phase before() {
      return phases.get(1);
    }

    Phase meanwhile() {
      return phases.get(2);
    }
  }

  /**
   * The log away until the spool was full, and then the server killed.
   *
   * @param filledSeconds until the first request was refused
   * @param bytes of the spool just before the kill
   * @param records that waited in it
   * @param readySeconds from the start of the server until it was ready
   * @param drainedSeconds from there until spool and sinks had settled everything
   * @param inLog records of the topic, of both parts
   * @param counts of both parts
   */
  public record FullSpool(
      double filledSeconds,
      long bytes,
      long records,
      long sent,
      long accepted,
      long refused,
      Map<String, Integer> reasons,
      double readySeconds,
      double drainedSeconds,
      long inLog,
      List<Count> counts) {}

  private Goals goals() {
    var goals = new Goals();
    for (Phase phase : passage.phases().subList(1, passage.phases().size())) {
      goals.atLeast(
          "events/s accepted, of those asked for, " + phase.name(),
          phase.perSecond() / dose.rate(),
          RATE_SHARE_MIN);
    }
    lagGoals(goals);
    goals.atMost(
        "processor time an event, times that before",
        passage.meanwhile().cpuMicros() / passage.before().cpuMicros(),
        CPU_RATIO_MAX);
    goals.atMost("s to catch up", passage.caughtUpSeconds(), (double) dose.catchUpSecondsMax());
    goals.none("events not accepted, of the first part", passage.sent() - passage.accepted());
    goals.none("events that the log has not or twice", passage.inLog() - passage.sent());
    passage.counts().forEach(count -> countGoals(count, goals));
    goals.none("difference of the blackhole's count", passage.blackhole() - passage.sent());
    spoolGoals(goals);
    return goals;
  }

  private void lagGoals(Goals goals) {
    for (String sink : SINKS) {
      if (!sink.equals(dose.cut())) {
        goals.atMost(
            "lag p50, times that before, " + sink,
            ratio(passage.meanwhile().lagMedian(sink), passage.before().lagMedian(sink)),
            LAG_RATIO_MAX);
        goals.atMost(
            "lag p95, times that before, " + sink,
            ratio(passage.meanwhile().lag(sink, 0.95), passage.before().lag(sink, 0.95)),
            LAG_RATIO_MAX);
      }
    }
  }

  /** Nothing is as much as nothing. */
  private static double ratio(double now, double before) {
    return now == before ? 1 : now / before;
  }

  private void countGoals(Count count, Goals goals) {
    goals.none("rows more or less than sent, " + count.place(), count.rows() - passage.sent());
    goals.none(
        "events lost, twice or unexpected, " + count.place(),
        count.lost() + count.twice() + count.unexpected());
  }

  private void spoolGoals(Goals goals) {
    goals.atLeast("full spool: events refused", (double) spool.refused(), 1);
    goals.atLeast("full spool: records that waited at the kill", (double) spool.records(), 1);
    for (Count count : spool.counts()) {
      goals.none(
          "full spool: events lost or unexpected, " + count.place(),
          count.lost() + count.unexpected());
      goals.none("full spool: records of the log twice, " + count.place(), count.recordsTwice());
    }
  }

  public boolean isSound() {
    return goals().areReached();
  }

  public Report report(String date, Machine machine) {
    return new Report(
        "Fan-out, " + date,
        List.of(
            circumstances(machine),
            phases().toString(),
            lags().toString(),
            outcome(),
            counts(passage.counts()).toString(),
            spoolText(),
            counts(spool.counts()).toString(),
            goals().table().toString()),
        this,
        Optional.empty());
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * conf/fanout.yaml with a linger of 5 s for S3, a spool of %s, and a PostgreSQL as one sink more; the JVM's flags are those that bin/penstock comes with
    * %,d events/s of about 400 bytes over gRPC, by four forwarders; each phase %d s; %s was %s\
    """
        .formatted(
            commit,
            machine.description(),
            dose.spool(),
            dose.rate(),
            dose.seconds(),
            dose.cut(),
            dose.manner() == StoreProcess.Manner.KILL ? "killed" : "frozen");
  }

  private Table phases() {
    Table table =
        new Table("phase", "s", "accepted", "events/s", "processor µs an event", "busy cores");
    for (Phase it : passage.phases()) {
      table.row(
          it.name(),
          Numbers.whole(it.seconds()),
          Numbers.whole(it.accepted()),
          Numbers.whole(it.perSecond()),
          Numbers.fraction(it.cpuMicros()),
          Numbers.fraction(it.machineCores()));
    }
    return table;
  }

  private Table lags() {
    Table table = new Table("lag, s", "phase", "p50", "p95", "max");
    for (String sink : SINKS) {
      for (Phase it : passage.phases()) {
        table.row(
            sink,
            it.name(),
            Numbers.fraction(it.lagMedian(sink)),
            Numbers.fraction(it.lag(sink, 0.95)),
            Numbers.fraction(it.lag(sink, 1)));
      }
    }
    return table;
  }

  private String outcome() {
    return "%s caught up %s s after it was back. %,d events sent, %,d accepted, %,d refused%s; all settled %s s after the last. In the log %,d, in the blackhole by its own count %,d."
        .formatted(
            dose.cut(),
            Numbers.fraction(passage.caughtUpSeconds()),
            passage.sent(),
            passage.accepted(),
            passage.refused(),
            because(passage.reasons()),
            Numbers.fraction(passage.drainedSeconds()),
            passage.inLog(),
            passage.blackhole());
  }

  private String spoolText() {
    return """
    Then the log was away. After %s s the first request was refused; with %,d records in %,d bytes on the disk Penstock was \
    killed, and started again with the log: ready after %s s, all settled after %s s. \
    %,d events sent, %,d accepted, %,d not%s. The log has %,d records now. *unanswered* are events that are there though nobody was told so.\
    """
        .formatted(
            Numbers.fraction(spool.filledSeconds()),
            spool.records(),
            spool.bytes(),
            Numbers.fraction(spool.readySeconds()),
            Numbers.fraction(spool.drainedSeconds()),
            spool.sent(),
            spool.accepted(),
            spool.refused(),
            because(spool.reasons()),
            spool.inLog());
  }

  private static String because(Map<String, Integer> reasons) {
    return reasons.isEmpty() ? "" : " " + reasons;
  }

  private static Table counts(List<Count> counts) {
    Table table =
        new Table("sink", "rows", "lost", "twice", "unexpected", "unanswered", "records twice");
    for (Count it : counts) {
      table.row(
          it.place(),
          Numbers.whole(it.rows()),
          Numbers.whole(it.lost()),
          Numbers.whole(it.twice()),
          Numbers.whole(it.unexpected()),
          Numbers.whole(it.unanswered()),
          Numbers.whole(it.recordsTwice()));
    }
    return table;
  }
}
