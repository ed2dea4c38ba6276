package io.penstock.load.report;

import io.penstock.load.hostile.Part;
import io.penstock.load.hostile.SlowCut;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** When slow connections were cut, and how somebody else fared beside them. */
public record SlowResult(
    String commit,
    int connections,
    long minutes,
    List<SlowCount> counts,
    GoodTraffic alone,
    GoodTraffic during) {
  private static final double CUT_SECONDS_MAX = 30;
  private static final double ACCEPTED_PERCENT_MIN = 99.9;

  public static SlowResult of(
      String commit,
      int connections,
      long minutes,
      List<SlowCut> cuts,
      GoodTraffic alone,
      GoodTraffic during) {
    List<SlowCount> counts =
        Stream.of(Part.values()).map(part -> SlowCount.of(part, cuts)).toList();
    return new SlowResult(commit, connections, minutes, counts, alone, during);
  }

  private double lastSeconds() {
    return counts.stream().mapToDouble(SlowCount::lastSeconds).max().orElse(0);
  }

  private Goals goals() {
    return new Goals()
        .atMost("last cut of a slow connection, s", lastSeconds(), CUT_SECONDS_MAX)
        .atLeast("good requests answered 2xx, %", during.acceptedPercent(), ACCEPTED_PERCENT_MIN);
  }

  public boolean isSound() {
    return goals().areReached();
  }

  public Report report(String date, Machine machine) {
    return new Report(
        "Slow connections, " + date,
        List.of(
            circumstances(machine),
            table().toString(),
            GoodTraffic.beside(alone, during),
            goals().table().toString()),
        this,
        Optional.empty());
  }

  private String circumstances(Machine machine) {
    return """
    * commit: %s
    * machine: %s
    * %,d connections for %d min, one byte every 10 s on each, half in the head of a request, half in its body
    * who is cut comes again; the server as its users start it\
    """
        .formatted(commit, machine.description(), connections, minutes);
  }

  private Table table() {
    Table table =
        new Table(
            "slow in the",
            "connections",
            "heard a 408",
            "first cut, s",
            "median, s",
            "last cut, s");
    for (SlowCount count : counts) {
      table.row(
          count.part().name().toLowerCase(Locale.ROOT),
          Numbers.whole(count.connections()),
          Numbers.whole(count.answered()),
          Numbers.fraction(count.firstSeconds()),
          Numbers.fraction(count.medianSeconds()),
          Numbers.fraction(count.lastSeconds()));
    }
    return table;
  }
}
