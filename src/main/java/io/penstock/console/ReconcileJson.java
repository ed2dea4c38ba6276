package io.penstock.console;

import io.penstock.ledger.Counts;
import io.penstock.ledger.reconcile.Count;
import io.penstock.ledger.reconcile.Finding;
import io.penstock.ledger.reconcile.Hour;
import io.penstock.ledger.reconcile.Line;
import io.penstock.ledger.reconcile.Report;
import io.penstock.ledger.reconcile.Standing;
import io.penstock.ledger.reconcile.Watch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A reconciliation as the admin listener tells it. */
final class ReconcileJson {
  private static final long HOUR_SECONDS = 3_600;

  private ReconcileJson() {}

  static JsonObject progress(Watch watch) {
    return new JsonObject()
        .put("step", watch.step())
        .put("done", watch.done())
        .put("total", watch.total());
  }

  static JsonObject report(Report report) {
    var json = new JsonObject().put("stream", report.stream()).put("sink", report.sink());
    report.tenant().ifPresent(tenant -> json.put("tenant", tenant));
    return json.put("asked", report.asked().toString())
        .put("since", report.since().toString())
        .put("until", report.until().toString())
        .put("heldCompared", report.isHeldCompared())
        .put("unexplained", report.unexplained())
        .put("partitions", all(report.standings(), ReconcileJson::standing))
        .put("hours", all(report.hours(), ReconcileJson::hour))
        .put("findings", all(report.findings(), ReconcileJson::finding))
        .put("findingsComplete", report.isComplete());
  }

  private static <T> JsonArray all(List<T> values, Function<T, JsonObject> json) {
    var array = new JsonArray();
    values.forEach(value -> array.add(json.apply(value)));
    return array;
  }

  private static JsonObject standing(Standing standing) {
    Counts counts = standing.checkpoint().counts();
    return new JsonObject()
        .put("partition", standing.partition().number())
        .put("beginning", standing.beginning())
        .put("from", standing.from())
        .put("end", standing.end())
        .put("start", standing.checkpoint().start())
        .put("next", standing.checkpoint().next())
        .put("delivered", counts.delivered())
        .put("repeated", counts.repeated())
        .put("filtered", counts.filtered())
        .put("retried", counts.retried())
        .put("dead", counts.dead())
        .put("absent", counts.absent())
        .put("waiting", standing.waiting())
        .put("gone", standing.gone())
        .put("unexplained", standing.unexplained());
  }

  private static JsonObject hour(Hour hour) {
    JsonObject json = new JsonObject().put("hour", text(hour.total().hour()));
    return counts(hour.total(), json)
        .put("unexplained", hour.total().unexplained())
        .put("partitions", all(hour.partitions(), ReconcileJson::line));
  }

  private static JsonObject line(Line line) {
    return counts(line, new JsonObject().put("partition", line.partition()));
  }

  private static JsonObject counts(Line line, JsonObject into) {
    for (Count what : Count.values()) {
      if (line.partition() == Line.NO_PARTITION || what.isOfPartitions()) {
        into.put(what.text(), line.count(what));
      }
    }
    return into;
  }

  private static JsonObject finding(Finding finding) {
    var json =
        new JsonObject()
            .put("what", finding.what().text())
            .put("tenant", finding.tenant())
            .put("id", finding.id())
            .put("hour", text(finding.hour()));
    return finding.partition() == Line.NO_PARTITION
        ? json
        : json.put("partition", finding.partition()).put("offset", finding.offset());
  }

  private static String text(long hour) {
    return Instant.ofEpochSecond(hour * HOUR_SECONDS).toString();
  }
}
