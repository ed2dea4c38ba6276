package io.penstock.sink.clickhouse;

import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What writes the rows of each stream, for the tables as they were at a moment. */
record Encoders(Map<String, RowEncoder> byStream, Instant readAt) {
  private static final Logger LOG = LoggerFactory.getLogger(Encoders.class);

  /** A look costs a few questions, so bad events by the thousand must not each ask for one. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  /** A column that somebody adds is filled at the latest after so long. */
  private static final Duration STALE = Duration.ofMinutes(1);

  static Encoders read(List<Stream> streams, Tables tables, RowFormat.Kind format, Instant now)
      throws IOException, Refusal {
    Map<String, RowEncoder> byStream = new HashMap<>();
    for (Stream stream : streams) {
      FoundTable table = tables.find(stream);
      requirePlace(table);
      byStream.put(stream.name(), new RowEncoder(stream, table, formatOf(table, format)));
    }
    return new Encoders(Map.copyOf(byStream), now);
  }

  private static void requirePlace(FoundTable table) {
    for (String name : List.of(Table.TOPIC, Table.PARTITION, Table.OFFSET)) {
      if (table.column(name).isEmpty()) {
        throw new SinkFault(
            "table %s has no column %s, by which rows are found again: ALTER TABLE %s %s"
                .formatted(table.table().quoted(), name, table.table().quoted(), Table.PLACE));
      }
    }
    if (table.forgetsTokens()) {
      LOG.warn(
          "Table {} keeps no tokens of inserts: where a node stands still in the middle of one, its"
              + " rows may be there twice. ALTER TABLE {} MODIFY SETTING"
              + " non_replicated_deduplication_window = {}",
          table.table().quoted(),
          table.table().quoted(),
          Table.TOKENS_KEPT);
    }
  }

  private static RowFormat formatOf(FoundTable table, RowFormat.Kind format) {
    return switch (format) {
      case JSON_EACH_ROW -> new JsonRows(table);
      case ROW_BINARY -> {
        var rows = new BinaryRows(table);
        if (!rows.left().isEmpty()) {
          LOG.warn(
              "Table {} has columns that format row-binary cannot write, and json-each-row can: {}",
              table.table().quoted(),
              rows.left());
        }
        yield rows;
      }
    };
  }

  RowEncoder of(Stream stream) {
    RowEncoder encoder = byStream.get(stream.name());
    if (encoder == null) {
      throw new SinkFault("the sink has no table for stream " + stream.name());
    }
    return encoder;
  }

  boolean areFresh(Instant now) {
    return now.isBefore(readAt.plus(FRESH));
  }

  boolean areStale(Instant now) {
    return now.isAfter(readAt.plus(STALE));
  }
}
