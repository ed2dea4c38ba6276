package io.penstock.command.send;

import io.penstock.command.terminal.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the events.
 *
 * @param listed the first rejections of the file
 */
public record Summary(
    long events,
    long accepted,
    long duplicates,
    long rejected,
    long requests,
    long retries,
    double seconds,
    List<Rejection> listed) {

  /** Events whose fate is not known, because their request had no answer. */
  public long unanswered() {
    return events - judged();
  }

  public long judged() {
    return accepted + duplicates + rejected;
  }

  public List<String> lines(int columns) {
    List<String> lines = new ArrayList<>();
    if (rejected > 0) {
      lines.addAll(rejections(columns));
      lines.add("");
    }
    lines.addAll(numbers().lines(columns));
    return lines;
  }

  private List<String> rejections(int columns) {
    Table table = Table.of(List.of("line", "id", "code", "detail"));
    for (Rejection rejection : listed) {
      table.row(List.of(rejection.line(), rejection.id(), rejection.code(), rejection.detail()));
    }
    List<String> lines = new ArrayList<>();
    lines.add(rejected == 1 ? "1 event was rejected:" : rejected + " events were rejected:");
    lines.addAll(table.lines(columns));
    if (rejected > listed.size()) {
      lines.add("and " + (rejected - listed.size()) + " more");
    }
    return lines;
  }

  private Table numbers() {
    Table table =
        Table.ofPairs()
            .row(List.of("events sent", events))
            .row(List.of("accepted", accepted))
            .row(List.of("duplicates", duplicates))
            .row(List.of("rejected", rejected));
    if (unanswered() > 0) {
      table.row(List.of("unanswered", unanswered()));
    }
    return table
        .row(List.of("requests", requests))
        .row(List.of("retries", retries))
        .row(List.of("seconds", rounded(seconds, 1)))
        .row(List.of("events/s", rounded(rate(), 0)));
  }

  private double rate() {
    return seconds > 0 ? judged() / seconds : 0;
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }

  public JsonObject json() {
    var rejections = new JsonArray();
    for (Rejection rejection : listed) {
      rejections.add(
          new JsonObject()
              .put("line", rejection.line())
              .put("id", rejection.id())
              .put("code", rejection.code())
              .put("detail", rejection.detail()));
    }
    return new JsonObject()
        .put("events", events)
        .put("accepted", accepted)
        .put("duplicates", duplicates)
        .put("rejected", rejected)
        .put("unanswered", unanswered())
        .put("requests", requests)
        .put("retries", retries)
        .put("seconds", rounded(seconds, 3).doubleValue())
        .put("eventsPerSecond", rounded(rate(), 0).longValue())
        .put("rejections", rejections);
  }
}
