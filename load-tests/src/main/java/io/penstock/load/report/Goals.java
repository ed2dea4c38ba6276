package io.penstock.load.report;

import java.util.ArrayList;
import java.util.List;

/** What was wanted of a run, and whether it came out so. */
public final class Goals {
  private final List<Goal> goals = new ArrayList<>();

  public Goals atMost(String what, double value, double most) {
    return add(what, value, "at most " + number(most), value <= most);
  }

  public Goals atLeast(String what, double value, double least) {
    return add(what, value, "at least " + number(least), value >= least);
  }

  public Goals none(String what, long count) {
    return exactly(what, count, 0);
  }

  public Goals exactly(String what, long count, long wanted) {
    return add(what, (double) count, number((double) wanted), count == wanted);
  }

  /** What no goal is set for, and readers want to know. */
  public Goals told(String what, double value) {
    return add(what, value, "–", true);
  }

  private Goals add(String what, double value, String goal, boolean isReached) {
    goals.add(new Goal(what, value, goal, isReached));
    return this;
  }

  public boolean areReached() {
    return goals.stream().allMatch(Goal::reached);
  }

  public List<Goal> list() {
    return List.copyOf(goals);
  }

  public Table table() {
    return table(goals);
  }

  public static Table table(List<Goal> goals) {
    Table table = new Table("what", "value", "goal", "reached");
    for (Goal goal : goals) {
      table.row(goal.what(), number(goal.value()), goal.goal(), Numbers.yesOrNo(goal.reached()));
    }
    return table;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Numbers.whole(value) : Numbers.fraction(value);
  }
}
