package io.penstock.load.torture.play;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.scene.LedgerLine;
import io.penstock.load.torture.scene.Metrics;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Heard;
import java.time.Duration;
import java.util.List;

/**
 * All that was seen of one run.
 *
 * @param stops those that the plan wanted
 * @param exitCode the highest of the nodes' last ones
 * @param metrics the last of all nodes together, when all was drained
 */
public record Evidence(
    Book book,
    Heard heard,
    List<LogEntry> log,
    List<Duration> timesToReady,
    List<Stop> stops,
    Duration drain,
    int exitCode,
    List<LedgerLine> ledger,
    Metrics metrics,
    Watch watch,
    Scene scene,
    Scene.Count count) {

  /** Events acknowledged while something was ill. */
  public long acksDuringFaults() {
    return log.stream().filter(LogEntry::isIll).mapToLong(LogEntry::acks).sum();
  }

  public double secondsOfFaults() {
    return log.stream().filter(LogEntry::isIll).mapToDouble(LogEntry::seconds).sum();
  }

  public long deadOf(String sink) {
    return count.sinks().stream()
        .filter(tally -> tally.place().equals(sink))
        .mapToLong(tally -> tally.dead())
        .sum();
  }

  public long dead() {
    return count.sinks().stream().mapToLong(tally -> tally.dead()).sum();
  }
}
