package io.penstock.load.report;

import java.util.List;
import java.util.Optional;

/**
 * What an event costs while the store grows.
 *
 * @param steps one for each million events
 * @param lastToFirst CPU per event of the last million over that of the second: in the first the
 *     server still warms up
 */
public record GrowthResult(String commit, List<Step> steps, double lastToFirst) {

  /**
   * One million events more.
   *
   * @param stored millions of events in the store at the end of the step
   * @param cpuSeconds of the server, for a million events
   */
  public record Step(int stored, double rowsPerSecond, double cpuSeconds, long residentMiB) {}

  public static GrowthResult of(String commit, List<Step> steps) {
    Step first = steps.get(Math.min(1, steps.size() - 1));
    return new GrowthResult(
        commit, List.copyOf(steps), steps.getLast().cpuSeconds() / first.cpuSeconds());
  }

  public Report report(String name, String date, Machine machine) {
    return new Report(
        "Bench " + name + ", " + date,
        List.of(circumstances(machine), table().toString(), verdict()),
        this,
        Optional.of(chart(name, date, machine)));
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * from the log into DuckDB, inside the server; 256 MB of heap, 1 GB for DuckDB
    * events of about 300 bytes, each with an id of its own; at most a million ahead in the log\
    """
        .formatted(commit, machine.description());
  }

  private Table table() {
    Table table = new Table("stored, million", "rows/s", "server CPU s/M", "resident MiB");
    for (Step step : steps) {
      table.row(
          String.valueOf(step.stored()),
          Numbers.whole(step.rowsPerSecond()),
          Numbers.fraction(step.cpuSeconds()),
          Numbers.whole(step.residentMiB()));
    }
    return table;
  }

  private String verdict() {
    return "CPU per event, the last million over the second (in the first the server warms up): "
        + Numbers.fraction(lastToFirst);
  }

  private String chart(String name, String date, Machine machine) {
    double most = steps.stream().mapToDouble(Step::cpuSeconds).max().orElse(1);
    Bars bars =
        new Bars(
            "Processor microseconds per event, as the store grows",
            "%s, %s, %d cores; from the log into DuckDB; last over second million %s"
                .formatted(name, date, machine.cores(), Numbers.fraction(lastToFirst)),
            most);
    for (Step step : steps) {
      bars.group(step.stored() + " million stored");
      bars.bar(
          Bars.Colour.OURS,
          step.cpuSeconds(),
          "%s µs · %s rows/s · %s MiB"
              .formatted(
                  Numbers.fraction(step.cpuSeconds()),
                  Numbers.whole(step.rowsPerSecond()),
                  Numbers.whole(step.residentMiB())));
    }
    return bars.svg();
  }
}
