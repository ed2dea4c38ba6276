package io.penstock.load.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Rows as a bulk request has them, in two lines each: where to, and the document. */
final class OpenSearchLines {
  private static final Duration AGO_MAX = Duration.ofDays(30);
  private static final Duration AHEAD_MAX = Duration.ofDays(1);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

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
    Instant time = instant(row.timeMicros());
    Instant received = instant(row.receivedAtMicros());
    lines
        .append("{\"create\":{\"_index\":\"%s-".formatted(indices))
        .append(DAY.format(isNear(time, received) ? time : received))
        .append("\",\"_id\":")
        .append(Json.encode(row.tenant() + ":" + row.id()))
        .append("}}\n{\"@timestamp\":\"")
        .append(TIME.format(time))
        .append("\",\"tenant\":")
        .append(Json.encode(row.tenant()))
        .append(",\"id\":")
        .append(Json.encode(row.id()))
        .append(",\"type\":")
        .append(Json.encode(row.type()))
        .append(",\"received_at\":\"")
        .append(TIME.format(received))
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
  private static boolean isNear(Instant time, Instant received) {
    return !time.isBefore(received.minus(AGO_MAX)) && !time.isAfter(received.plus(AHEAD_MAX));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
