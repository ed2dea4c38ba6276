package io.penstock.ledger.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of a comparison, each with a number. */
final class Lines {
  private static final int LINES_MAX = 50_000;
  private static final long HOUR_MICROS = 3_600_000_000L;

  private record Key(long hour, int partition) {}

  private final List<Line> lines = new ArrayList<>();
  private final Map<Key, Integer> numbers = new HashMap<>();

  static long hourOf(long micros) {
    return Math.floorDiv(micros, HOUR_MICROS);
  }

  static long micros(long hour) {
    return hour * HOUR_MICROS;
  }

  /** The number of a line, which is made where it is missing. */
  int number(long hour, int partition) {
    return numbers.computeIfAbsent(new Key(hour, partition), this::make);
  }

  private int make(Key key) {
    if (lines.size() == LINES_MAX) {
      throw new NotFoundOut("more than " + LINES_MAX + " hours and partitions: narrow --since");
    }
    lines.add(new Line(key.hour(), key.partition()));
    return lines.size() - 1;
  }

  Line get(int number) {
    return lines.get(number);
  }

  /** What is counted of an hour beside its partitions. */
  Line of(long hour) {
    return get(number(hour, Line.NO_PARTITION));
  }

  List<Hour> hours() {
    return lines.stream().collect(Collectors.groupingBy(Line::hour)).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> hour(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Hour hour(long hour, List<Line> all) {
    var total = new Line(hour, Line.NO_PARTITION);
    all.forEach(total::add);
    return new Hour(
        total,
        all.stream()
            .filter(line -> line.partition() != Line.NO_PARTITION)
            .sorted(Comparator.comparingInt(Line::partition))
            .toList());
  }
}
