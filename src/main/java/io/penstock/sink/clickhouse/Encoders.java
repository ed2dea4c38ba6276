package io.penstock.sink.clickhouse;

import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * Looks at all of the tables.
   *
   * @param tells whether people are to hear what could be better
   */
  static Encoders read(
      List<Stream> streams, Tables tables, RowFormat.Kind format, Instant now, boolean tells)
      throws IOException, Refusal {
    Map<String, RowEncoder> byStream = new HashMap<>();
    for (Stream stream : streams) {
      FoundTable table = tables.find(stream);
      table.requireUsable();
      RowFormat rows =
          switch (format) {
            case ROW_BINARY -> new BinaryRows(table);
            case JSON_EACH_ROW -> new JsonRows(table);
          };
      if (tells) {
        tell(table, rows);
      }
      byStream.put(stream.name(), new RowEncoder(stream, table, rows));
    }
    return new Encoders(Map.copyOf(byStream), now);
  }

  private static void tell(FoundTable table, RowFormat rows) {
    String name = table.table().quoted();
    if (table.forgetsTokens()) {
      LOG.warn(
          "Table {} keeps no tokens of inserts: where a node stands still in the middle of one, its"
              + " rows may be there twice. ALTER TABLE {} MODIFY SETTING"
              + " non_replicated_deduplication_window = {}",
          name,
          name,
          Table.TOKENS_KEPT);
    }
    List<String> left = new ArrayList<>();
    table.columns().stream()
        .filter(column -> !rows.columns().contains(column.name()))
        .forEach(column -> left.add(column.name() + " " + column.type()));
    if (!left.isEmpty()) {
      LOG.warn(
          "Columns of table {} that only the server fills, as format row-binary cannot write their"
              + " type or work out their default: {}",
          name,
          left);
    }
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
