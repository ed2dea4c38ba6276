package io.penstock.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown, aligned so that a terminal shows it well too. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
    lines.add(1, rule());
    return String.join("\n", lines);
  }

  private String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), column))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** The first column is words, the others are numbers. */
  private String pad(String cell, int column) {
    String space = " ".repeat(width(column) - cell.length());
    return column == 0 ? cell + space : space + cell;
  }

  private String rule() {
    return IntStream.range(0, rows.getFirst().size())
        .mapToObj(column -> "-".repeat(width(column) + 1) + (column == 0 ? "-" : ":"))
        .collect(Collectors.joining("|", "|", "|"));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
