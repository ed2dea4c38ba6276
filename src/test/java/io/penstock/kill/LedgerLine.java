package io.penstock.kill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the server's own ledger says of one sink. */
record LedgerLine(
    String sink,
    long records,
    long delivered,
    long repeated,
    long filtered,
    long waiting,
    long unexplained) {

  static List<LedgerLine> of(String json) {
    return new JsonArray(json).stream().map(line -> of((JsonObject) line)).toList();
  }

  private static LedgerLine of(JsonObject line) {
    return new LedgerLine(
        line.getString("sink"),
        line.getLong("accepted"),
        line.getLong("delivered"),
        line.getLong("repeated"),
        line.getLong("filtered"),
        line.getLong("waiting"),
        line.getLong("unexplained"));
  }

  /** Every record is in one column, and every event was delivered once. */
  boolean addsUp(int events) {
    return delivered == events
        && waiting == 0
        && unexplained == 0
        && records == delivered + repeated + filtered;
  }
}
