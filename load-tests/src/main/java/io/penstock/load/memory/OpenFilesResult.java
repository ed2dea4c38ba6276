package io.penstock.load.memory;

import io.penstock.load.numbered.Census.Count;
import io.penstock.load.report.Goals;
import io.penstock.load.report.Machine;
import io.penstock.load.report.Numbers;
import io.penstock.load.report.Report;
import io.penstock.load.report.Table;
import java.util.List;
import java.util.Optional;

/**
 * What came of it.
 *
 * @param residentMiB once a second while events came
 * @param peakMiB the most that was ever resident, until everything was written
 * @param lagSeconds how far the sink was behind, once a second
 * @param drainedSeconds from the last event until all were in files
 * @param inLog records of the topic: more than were sent where a request was repeated
 * @param partitions of the topic that files have events of
 * @param hours that files have events of
 */
public record OpenFilesResult(
    String commit,
    MemoryDose dose,
    List<Long> residentMiB,
    long peakMiB,
    double cpuSeconds,
    List<Double> lagSeconds,
    double drainedSeconds,
    long sent,
    long accepted,
    long inLog,
    long files,
    long partitions,
    long hours,
    Count count) {
  private static final double RESIDENT_MIB_MAX = 400;

  private Goals goals() {
    return new Goals()
        .atMost("most resident, MiB", (double) peakMiB, RESIDENT_MIB_MAX)
        .exactly("partitions with events", partitions, dose.partitions())
        .atLeast("hours that events are of", (double) hours, MemoryDose.HOURS)
        .none("events not accepted", sent - accepted)
        .none("rows more or less than records of the log", count.rows() - inLog)
        .none("events lost or unexpected", count.lost() + count.unexpected())
        .none("events twice that the log has once", count.twice() - (inLog - sent))
        .none("records of the log twice", count.recordsTwice());
  }

  public boolean isSound() {
    return goals().areReached();
  }

  public Report report(String date, Machine machine) {
    return new Report(
        "Memory with S3, " + date,
        List.of(circumstances(machine), memory().toString(), goals().table().toString()),
        this,
        Optional.empty());
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * an S3 sink, Parquet, with the settings it comes with but for late-after: %s; a topic of %d partitions
    * the JVM's flags: those of bin/penstock (-Xmx512m, G1), then `%s`
    * the configuration is that which it comes with, but for %s
    * %,d events/s of about 400 bytes over gRPC for %d minutes; every other one happened now, the others in each hour of the last week in turns
    * %,d events sent, %,d records in the log; %,d files; %s s of processor time; all written %s s after the last event\
    """
        .formatted(
            commit,
            machine.description(),
            dose.lateAfter(),
            dose.partitions(),
            dose.jvmOptions(),
            dose.settings().isEmpty() ? "nothing" : dose.settings(),
            dose.rate(),
            dose.minutes(),
            sent,
            inLog,
            files,
            Numbers.fraction(cpuSeconds),
            Numbers.fraction(drainedSeconds));
  }

  private Table memory() {
    List<Double> resident = residentMiB.stream().map(Long::doubleValue).toList();
    return new Table("what", "value")
        .row("resident, MiB, median", Numbers.whole(Numbers.median(resident)))
        .row("resident, MiB, at the end of the load", Numbers.whole(residentMiB.getLast()))
        .row("most resident ever, MiB", Numbers.whole(peakMiB))
        .row("lag of the sink, s, median", Numbers.fraction(Numbers.median(lagSeconds)))
        .row(
            "lag of the sink, s, max",
            Numbers.fraction(lagSeconds.stream().mapToDouble(it -> it).max().orElse(0)));
  }
}
