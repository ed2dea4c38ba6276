package io.penstock.load.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws events per second as bars, with each one's share of ProducerPerformance; light and dark.
 */
final class Chart {
  private static final int WIDTH = 860;
  private static final int LABELS = 170;
  private static final int BARS_MAX = 440;
  private static final int BAR = 20;
  private static final int LINE = 26;
  private static final int GAP = 22;
  private static final int TOP = 84;

  /** The card has its own ground, so that text stays readable on any page. */
  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .title { font-size: 17px; font-weight: 600 }
        .quiet { fill: #59636e; font-size: 12px }
        .card { fill: #ffffff; stroke: #d1d9e0 }
        .PERF { fill: #8c959f } .FLOOR { fill: #54aeff } .PENSTOCK { fill: #1a7f5a }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc }
          .quiet { fill: #9198a1 }
          .card { fill: #0d1117; stroke: #3d444d }
          .PERF { fill: #6e7681 } .FLOOR { fill: #388bfd } .PENSTOCK { fill: #3fb68b }
        }
      </style>
      """;

  private final Results results;
  private final double fastest;
  private final StringBuilder shapes = new StringBuilder();
  private int y = TOP;

  private Chart(Results results) {
    this.results = results;
    this.fastest = results.runs().stream().mapToDouble(Run::eventsPerSecond).max().orElse(1);
  }

  static String of(Results results) {
    Chart chart = new Chart(results);
    chart.heading();
    results.sizes().forEach(chart::group);
    return chart.svg();
  }

  private void heading() {
    text(24, 34, "title", "Events per second, acknowledged by the log");
    text(24, 56, "quiet", results.name() + ", " + results.date() + ", " + circumstances());
  }

  private String circumstances() {
    return results.machine().cores()
        + " cores shared by generator, broker and server; medians; share of ProducerPerformance";
  }

  private void group(int size) {
    text(24, y + 15, "", size + (size == 1 ? " event" : " events") + " a request");
    for (Contestant who : Contestant.values()) {
      List<Run> runs = results.of(who, size);
      if (!runs.isEmpty()) {
        bar(who, size, Numbers.median(runs.stream().map(Run::eventsPerSecond).toList()));
      }
    }
    y += GAP;
  }

  private void bar(Contestant who, int size, double eventsPerSecond) {
    double width = Math.max(1, eventsPerSecond / fastest * BARS_MAX);
    shapes.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>%n",
            who,
            LABELS,
            y,
            width,
            BAR));
    text(LABELS + (int) width + 8, y + 15, "", label(who, size, eventsPerSecond));
    y += LINE;
  }

  private String label(Contestant who, int size, double eventsPerSecond) {
    Optional<Ratio> share = results.ratio(who, Contestant.PERF, size);
    return who.label()
        + " "
        + Numbers.whole(eventsPerSecond)
        + share.map(ratio -> " · " + Numbers.fraction(ratio.median())).orElse("");
  }

  private void text(int x, int baseline, String style, String text) {
    shapes.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(style, x, baseline, text));
  }

  private String svg() {
    String open =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" role="img">
        """
            .formatted(WIDTH, y);
    String card =
        "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n"
            .formatted(WIDTH - 1, y - 1);
    return open + STYLE + card + shapes + "</svg>\n";
  }
}
