package io.penstock.sink;

import io.penstock.event.Column;
import io.penstock.event.EventLayout;
import io.penstock.event.Stream;
import java.util.List;

/** The table of a stream: those columns that every table has, then those of the stream's kind. */
public record SqlTable(String name, List<Column> typed) {
  /** The columns that every table has, in their order. */
  public static final List<String> COMMON =
      List.of("tenant", "id", "type", "time", "received_at", "content_hash", "data");

  public static SqlTable of(Stream stream) {
    return new SqlTable(stream.name(), EventLayout.columnsOf(stream));
  }

  public String quoted() {
    return SqlText.quoted(name);
  }
}
