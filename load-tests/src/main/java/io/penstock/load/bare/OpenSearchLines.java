package io.penstock.load.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Rows as a bulk request has them, in two lines each: where to, and the document. */
final class OpenSearchLines {
  private static final int DAYS_BACK = 5;
  private static final int DAYS_AHEAD = 1;

  private final String indices;
  private long offset;

  /** What the names of the indices have before the day. */
  OpenSearchLines(String indices) {
    this.indices = indices;
  }

  byte[] of(List<BareRow> rows) {
    var lines = new StringBuilder();
    rows.forEach(row -> add(row, lines));
    return lines.toString().getBytes(UTF_8);
  }

  private void add(BareRow row, StringBuilder lines) {
    lines
        .append("{\"create\":{\"_index\":\"%s-".formatted(indices))
        .append(day(time(row.timeMicros()), time(row.receivedAtMicros())))
        .append("\",\"_id\":")
        .append(Json.encode(row.tenant() + ":" + row.id()))
        .append("}}\n{\"@timestamp\":\"")
        .append(time(row.timeMicros()))
        .append("\",\"tenant\":")
        .append(Json.encode(row.tenant()))
        .append(",\"id\":")
        .append(Json.encode(row.id()))
        .append(",\"type\":")
        .append(Json.encode(row.type()))
        .append(",\"received_at\":\"")
        .append(time(row.receivedAtMicros()))
        .append("\",\"content_hash\":")
        .append(row.contentHash())
        .append(",\"topic\":\"bench\",\"partition\":0,\"offset\":")
        .append(offset++)
        .append(",\"data\":")
        .append(Json.encode(row.data()))
        .append(",\"event\":")
        .append(row.data())
        .append("}\n");
  }

  /** As the sink decides whether an event belongs to its own day, or to that of its receipt. */
  private static LocalDate day(Instant time, Instant received) {
    LocalDate own = LocalDate.ofInstant(time, ZoneOffset.UTC);
    LocalDate today = LocalDate.ofInstant(received, ZoneOffset.UTC);
    boolean isFar =
        own.isBefore(today.minusDays(DAYS_BACK)) || own.isAfter(today.plusDays(DAYS_AHEAD));
    return isFar ? today : own;
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
