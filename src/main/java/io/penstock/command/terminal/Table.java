package io.penstock.command.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows under titles, aligned for reading; columns of numbers stand to the right. */
public final class Table {
  private static final String BETWEEN = "  ";
  private static final int COLUMN_MIN = 8;

  private final List<Cell> titles;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final boolean[] numeric;
  private final int[] widths;

  private Table(List<String> titles) {
    this.titles = titles.stream().map(Cell::of).toList();
    this.widths = this.titles.stream().mapToInt(Cell::width).toArray();
    this.numeric = new boolean[titles.size()];
    java.util.Arrays.fill(numeric, true);
  }

  public static Table of(List<String> titles) {
    return new Table(titles);
  }

  /** Names and their values, without titles. */
  public static Table ofPairs() {
    return new Table(List.of("", ""));
  }

  public Table row(List<? extends @Nullable Object> values) {
    List<Cell> row = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      Object value = values.get(i);
      Cell cell = Cell.of(value);
      numeric[i] &= value == null || value instanceof Number;
      widths[i] = Math.max(widths[i], cell.width());
      row.add(cell);
    }
    rows.add(row);
    return this;
  }

  /** The lines, none wider than {@code columns} unless there are too many columns for that. */
  public List<String> lines(int columns) {
    int[] fitting = fitting(columns);
    List<String> lines = new ArrayList<>();
    if (titles.stream().anyMatch(title -> title.width() > 0)) {
      lines.add(line(titles, fitting));
      lines.add(line(underlines(fitting), fitting));
    }
    for (List<Cell> row : rows) {
      lines.add(line(row, fitting));
    }
    return lines;
  }

  /** Only the widest columns give way, all down to the same width. */
  private int[] fitting(int columns) {
    int widest = IntStream.of(widths).max().orElse(0);
    long room = (long) columns - (long) BETWEEN.length() * (widths.length - 1);
    while (widest > COLUMN_MIN && widthWhenCutTo(widest) > room) {
      widest--;
    }
    int cut = widest;
    return IntStream.of(widths).map(width -> Math.min(width, cut)).toArray();
  }

  private long widthWhenCutTo(int cut) {
    return IntStream.of(widths).mapToLong(width -> Math.min(width, cut)).sum();
  }

  private static List<Cell> underlines(int[] widths) {
    return IntStream.of(widths).mapToObj(width -> Cell.of("-".repeat(width))).toList();
  }

  private String line(List<Cell> cells, int[] fitting) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i).cutTo(fitting[i]);
      String padding = " ".repeat(fitting[i] - cell.width());
      boolean right = numeric[i] && !rows.isEmpty();
      line.append(i == 0 ? "" : BETWEEN);
      line.append(right ? padding + cell.text() : cell.text() + padding);
    }
    return line.toString().stripTrailing();
  }
}
