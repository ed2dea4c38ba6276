package io.penstock.sink.sql;

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

  /** Which of an event's own columns has this name; -1 where none has. */
  int indexOfTyped(String column) {
    for (int i = 0; i < typed.size(); i++) {
      if (typed.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  public String quoted() {
    return SqlText.quoted(name);
  }
}
