package io.penstock.load.report;

import java.util.Locale;

/** A bar chart in SVG, bars in groups; light and dark. */
final class Bars {
  /** Whose bar it is. */
  enum Colour {
    /** What others do. */
    REFERENCE,
    /** What the least possible does. */
    FLOOR,
    OURS
  }

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
        .REFERENCE { fill: #8c959f } .FLOOR { fill: #54aeff } .OURS { fill: #1a7f5a }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc }
          .quiet { fill: #9198a1 }
          .card { fill: #0d1117; stroke: #3d444d }
          .REFERENCE { fill: #6e7681 } .FLOOR { fill: #388bfd } .OURS { fill: #3fb68b }
        }
      </style>
      """;

  private final double most;
  private final StringBuilder shapes = new StringBuilder();
  private int y = TOP - GAP;

  /** The longest bar is that of {@code most}. */
  Bars(String title, String circumstances, double most) {
    this.most = most;
    text(24, 34, "title", title);
    text(24, 56, "quiet", circumstances);
  }

  void group(String label) {
    y += GAP;
    text(24, y + 15, "", label);
  }

  void bar(Colour colour, double value, String label) {
    double width = Math.max(1, value / most * BARS_MAX);
    shapes.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>%n",
            colour,
            LABELS,
            y,
            width,
            BAR));
    text(LABELS + (int) width + 8, y + 15, "", label);
    y += LINE;
  }

  private void text(int x, int baseline, String style, String text) {
    shapes.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(style, x, baseline, text));
  }

  String svg() {
    int height = y + GAP;
    String open =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" role="img">
        """
            .formatted(WIDTH, height);
    String card =
        "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n"
            .formatted(WIDTH - 1, height - 1);
    return open + STYLE + card + shapes + "</svg>\n";
  }
}
