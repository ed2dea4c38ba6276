package io.penstock.load.report;

import java.util.List;
import java.util.Optional;

/** Draws events per second, with each one's share of ProducerPerformance. */
final class Chart {
  private final Results results;
  private final Bars bars;

  private Chart(Results results) {
    this.results = results;
    this.bars =
        new Bars(
            "Events per second, acknowledged by the log",
            circumstances(results),
            results.runs().stream().mapToDouble(Run::eventsPerSecond).max().orElse(1));
  }

  static String of(Results results) {
    var chart = new Chart(results);
    results.sizes().forEach(chart::group);
    return chart.bars.svg();
  }

  private static String circumstances(Results results) {
    return "%s, %s, %d cores shared by generator, broker and server; medians; share of ProducerPerformance"
        .formatted(results.name(), results.date(), results.machine().cores());
  }

  private void group(int size) {
    bars.group(size + (size == 1 ? " event" : " events") + " a request");
    for (Contestant who : Contestant.values()) {
      List<Run> runs = results.of(who, size);
      if (!runs.isEmpty()) {
        double rate = Numbers.median(runs.stream().map(Run::eventsPerSecond).toList());
        bars.bar(colour(who), rate, label(who, size, rate));
      }
    }
  }

  private static Bars.Colour colour(Contestant who) {
    return switch (who) {
      case PERF -> Bars.Colour.REFERENCE;
      case FLOOR -> Bars.Colour.FLOOR;
      case PENSTOCK -> Bars.Colour.OURS;
    };
  }

  private String label(Contestant who, int size, double eventsPerSecond) {
    Optional<Ratio> share = results.ratio(who, Contestant.PERF, size);
    return who.label()
        + " "
        + Numbers.whole(eventsPerSecond)
        + share.map(ratio -> " · " + Numbers.fraction(ratio.median())).orElse("");
  }
}
