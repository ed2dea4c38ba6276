package io.penstock.sink.parquet;

import io.penstock.event.Column;
import io.penstock.event.EventLayout;
import io.penstock.event.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A column of a file or a table of events, and where its values come from. */
public record EventColumn(String name, ColumnType type, boolean isRequired, Source source) {
  /** What an event has beside the fields that its sender wrote. */
  public enum Own {
    TENANT("tenant", ColumnType.TEXT),
    ID("id", ColumnType.TEXT),
    /** Null where the event names none. */
    TYPE("type", ColumnType.TEXT),
    TIME("time", ColumnType.TIMESTAMP),
    RECEIVED_AT("received_at", ColumnType.TIMESTAMP),
    CONTENT_HASH("content_hash", ColumnType.LONG),
    /** The event as it was sent, byte for byte. */
    DATA("data", ColumnType.TEXT),
    TOPIC("_topic", ColumnType.TEXT),
    PARTITION("_partition", ColumnType.INTEGER),
    OFFSET("_offset", ColumnType.LONG);

    private final String column;
    private final ColumnType type;

    Own(String column, ColumnType type) {
      this.column = column;
      this.type = type;
    }

    public String column() {
      return column;
    }

    EventColumn asColumn() {
      return new EventColumn(column, type, this != TYPE, new Source.OfEvent(this));
    }
  }

  /** Where values come from. */
  public sealed interface Source {
    record OfEvent(Own own) implements Source {}

    /** A field that all events of the stream's kind have a column for. */
    record OfKind(int index) implements Source {}

    /** A top-level field of what the sender wrote, which somebody has asked for. */
    record OfField(String field) implements Source {}
  }

  /** The columns that events of a stream have, and those that somebody wants besides. */
  public static List<EventColumn> of(Stream stream, Map<String, ColumnType> more) {
    List<EventColumn> columns = new ArrayList<>();
    for (Own own : Own.values()) {
      if (own == Own.TOPIC) {
        columns.addAll(ofKind(stream));
        more.forEach((field, type) -> columns.add(ofField(field, type)));
      }
      columns.add(own.asColumn());
    }
    return columns;
  }

  private static List<EventColumn> ofKind(Stream stream) {
    List<Column> typed = EventLayout.columnsOf(stream);
    List<EventColumn> columns = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      ColumnType type =
          switch (typed.get(i).type()) {
            case TEXT, JSON -> ColumnType.TEXT;
            case NUMBER -> ColumnType.DOUBLE;
          };
      columns.add(new EventColumn(typed.get(i).name(), type, false, new Source.OfKind(i)));
    }
    return columns;
  }

  private static EventColumn ofField(String field, ColumnType type) {
    return new EventColumn(field, type, false, new Source.OfField(field));
  }
}
