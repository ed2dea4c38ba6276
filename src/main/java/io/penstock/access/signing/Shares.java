package io.penstock.access.signing;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of what can be remembered of an era each tenant has used. Nobody may have more than is
 * left for all others, so that one alone has half of it, two have a third each, and there is room
 * for whoever comes next. For any thread.
 */
final class Shares {
  private final int room;
  private final Map<String, Count> counts = new HashMap<>();
  private int all;

  private static final class Count {
    int used;
  }

  Shares(int room) {
    this.room = room;
  }

  /** Answers false where the tenant has its share. */
  synchronized boolean take(String tenant) {
    Count count = counts.computeIfAbsent(tenant, first -> new Count());
    if (count.used >= room - all) {
      return false;
    }
    count.used++;
    all++;
    return true;
  }

  synchronized void giveBack(String tenant) {
    Count count = counts.get(tenant);
    if (count != null && count.used > 0) {
      count.used--;
      all--;
    }
  }
}
