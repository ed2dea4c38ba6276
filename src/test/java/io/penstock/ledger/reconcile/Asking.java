package io.penstock.ledger.reconcile;

import io.penstock.fixture.Answer;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Asks a node to reconcile, and reads the lines of its answer. */
record Asking(List<JsonObject> lines) {
  static Asking of(TestNode node, JsonObject question) {
    Answer answer =
        node.admin()
            .post("/admin/v1/reconcile", question.encode(), "content-type", "application/json");
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return new Asking(answer.text().lines().map(JsonObject::new).toList());
  }

  static Asking of(TestNode node, String stream, String sink) {
    return of(
        node, new JsonObject().put("stream", stream).put("sink", sink).put("sinceSeconds", 3_600));
  }

  /** The report of the one sink that was asked for. */
  JsonObject report() {
    return lines.stream()
        .filter(line -> line.containsKey("report"))
        .map(line -> line.getJsonObject("report"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(lines.toString()));
  }

  JsonObject end() {
    return lines.getLast();
  }

  long unexplained() {
    return report().getLong("unexplained");
  }

  /** What is counted, over all hours. */
  long count(Count what) {
    return report().getJsonArray("hours").stream()
        .mapToLong(hour -> ((JsonObject) hour).getLong(what.text()))
        .sum();
  }

  /** The ids of the findings of one kind. */
  List<String> ids(Count what) {
    return report().getJsonArray("findings").stream()
        .map(JsonObject.class::cast)
        .filter(finding -> finding.getString("what").equals(what.text()))
        .map(finding -> finding.getString("id"))
        .sorted()
        .toList();
  }

  /** Every record is in one column, and every row too. */
  boolean addsUp() {
    return count(Count.RECORDS)
            == count(Count.FILTERED)
                + count(Count.WAITING)
                + count(Count.RETRYING)
                + count(Count.EXPIRED)
                + count(Count.DEAD)
                + count(Count.REPEATED)
                + count(Count.EXPECTED)
        && count(Count.ROWS)
            == count(Count.EXPECTED)
                - count(Count.MISSING)
                - count(Count.ELSEWHERE)
                + count(Count.LATE)
                + count(Count.SURPLUS)
                + count(Count.DOUBLED);
  }
}
