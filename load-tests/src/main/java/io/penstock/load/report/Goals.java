package io.penstock.load.report;

/** What was wanted of a run, and whether it came out so. */
final class Goals {
  private final Table table = new Table("what", "value", "goal", "reached");
  private boolean reached = true;

  Goals atMost(String what, double value, double most) {
    return row(what, value, "at most " + number(most), value <= most);
  }

  Goals atLeast(String what, double value, double least) {
    return row(what, value, "at least " + number(least), value >= least);
  }

  Goals none(String what, long count) {
    return row(what, (double) count, "0", count == 0);
  }

  private Goals row(String what, double value, String goal, boolean isReached) {
    table.row(what, number(value), goal, Numbers.yesOrNo(isReached));
    reached &= isReached;
    return this;
  }

  boolean areReached() {
    return reached;
  }

  Table table() {
    return table;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Numbers.whole(value) : Numbers.fraction(value);
  }
}
