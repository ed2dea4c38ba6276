package io.penstock.load.torture.scene;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the server's own ledger says of one stream, or inbox of retries, and sink. */
public record LedgerLine(
    String stream,
    String sink,
    long records,
    long delivered,
    long repeated,
    long filtered,
    long retried,
    long dead,
    long waiting,
    long unexplained) {

  static List<LedgerLine> of(String json) {
    return new JsonArray(json).stream().map(line -> of((JsonObject) line)).toList();
  }

  private static LedgerLine of(JsonObject line) {
    return new LedgerLine(
        line.getString("stream"),
        line.getString("sink"),
        line.getLong("accepted"),
        line.getLong("delivered"),
        line.getLong("repeated"),
        line.getLong("filtered"),
        line.getLong("retried", 0L),
        line.getLong("dead", 0L),
        line.getLong("waiting"),
        line.getLong("unexplained"));
  }

  /** Every record has found its place; one that is to be retried has not. */
  public boolean addsUp() {
    return waiting == 0
        && unexplained == 0
        && records == delivered + repeated + filtered + retried + dead;
  }
}
