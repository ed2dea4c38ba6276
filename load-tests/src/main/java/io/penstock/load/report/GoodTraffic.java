package io.penstock.load.report;

import io.penstock.load.http.Latency;
import io.penstock.load.http.Load;

/** How somebody fared who sent small events at a fixed rate. */
public record GoodTraffic(long requests, long accepted, String failures, Latency latency) {

  public static GoodTraffic of(Load load) {
    return new GoodTraffic(
        load.accepted() + load.failed(), load.accepted(), load.failures(), load.latency());
  }

  /** Of its requests, how many of a hundred were answered 2xx. */
  double acceptedPercent() {
    return 100.0 * accepted / Math.max(1, requests);
  }

  /** Both in a table, with a sentence before it. */
  static String beside(GoodTraffic alone, GoodTraffic during) {
    Table table = new Table("good traffic", "requests", "2xx, %", "p50 ms", "p99 ms", "slowest ms");
    alone.addTo(table, "alone");
    during.addTo(table, "during");
    return "Somebody else sends events one by one, at a fixed rate (%s).%n%n%s"
        .formatted(during.failures, table);
  }

  private void addTo(Table table, String when) {
    table.row(
        when,
        Numbers.whole(requests),
        Numbers.fraction(acceptedPercent()),
        Numbers.fraction(latency.p50()),
        Numbers.fraction(latency.p99()),
        Numbers.fraction(latency.max()));
  }
}
