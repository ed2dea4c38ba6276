package io.penstock.command.reconcile;

import io.penstock.command.terminal.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A report as tables: partitions, hours, and what is unexplained. */
public final class ReportText {
  private static final int FINDINGS_SHOWN = 20;
  private static final List<String> OF_PARTITIONS =
      List.of(
          "partition",
          "start",
          "next",
          "delivered",
          "repeated",
          "filtered",
          "retried",
          "dead",
          "waiting",
          "gone",
          "unexplained");
  private static final List<String> OF_RECORDS =
      List.of(
          "records",
          "filtered",
          "waiting",
          "retrying",
          "dead",
          "repeated",
          "expired",
          "expected",
          "elsewhere",
          "missing");
  private static final List<String> OF_ROWS =
      List.of("rows", "late", "surplus", "doubled", "changed", "unexplained");
  private static final List<String> OF_FINDINGS =
      List.of("what", "id", "tenant", "hour", "partition", "offset");

  private final int columns;

  public ReportText(int columns) {
    this.columns = columns;
  }

  public List<String> lines(JsonObject report) {
    List<String> lines = new ArrayList<>();
    lines.add(title(report));
    lines.add("");
    lines.addAll(table(OF_PARTITIONS, rowsOf(report.getJsonArray("partitions"), OF_PARTITIONS)));
    lines.add("");
    lines.addAll(hours(report));
    lines.add("");
    lines.addAll(findings(report));
    return lines;
  }

  private static String title(JsonObject report) {
    String title =
        "%s in %s, received from %s to %s"
            .formatted(
                report.getString("stream"),
                report.getString("sink"),
                report.getString("since"),
                report.getString("until"));
    String earlier =
        report.getString("since", "").equals(report.getString("asked"))
            ? ""
            : "; the log does not reach back further";
    String held =
        report.getBoolean("heldCompared", true)
            ? ""
            : "; the sink cannot show what it holds, so only the log and checkpoints are compared";
    return title + earlier + held;
  }

  /** Each hour, and beneath it its partitions. */
  private List<String> hours(JsonObject report) {
    List<String> titles =
        Stream.of(List.of("hour", "partition"), OF_RECORDS, OF_ROWS).flatMap(List::stream).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (JsonObject hour : objects(report.getJsonArray("hours"))) {
      rows.add(row(hour.copy().put("partition", "all"), titles));
      for (JsonObject line : objects(hour.getJsonArray("partitions"))) {
        rows.add(row(line, titles));
      }
    }
    return table(titles, rows);
  }

  private List<String> findings(JsonObject report) {
    List<JsonObject> all = objects(report.getJsonArray("findings"));
    if (all.isEmpty()) {
      return List.of();
    }
    List<List<Object>> rows =
        all.stream().limit(FINDINGS_SHOWN).map(one -> row(one, OF_FINDINGS)).toList();
    List<String> lines = new ArrayList<>(table(OF_FINDINGS, rows));
    if (all.size() > FINDINGS_SHOWN || !report.getBoolean("findingsComplete", true)) {
      lines.add("and more; --json names up to 1000");
    }
    lines.add("");
    return lines;
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static List<List<Object>> rowsOf(JsonArray array, List<String> titles) {
    return objects(array).stream().map(object -> row(object, titles)).toList();
  }

  /** What is not known has an empty cell. */
  private static List<Object> row(JsonObject object, List<String> titles) {
    return titles.stream().map(title -> object.getValue(title, "")).toList();
  }

  private List<String> table(List<String> titles, List<List<Object>> rows) {
    Table table = Table.of(titles);
    rows.forEach(table::row);
    return table.lines(columns);
  }
}
