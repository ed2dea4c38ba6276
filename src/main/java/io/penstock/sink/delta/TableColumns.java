package io.penstock.sink.delta;

import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.penstock.sink.SinkFault;
import io.penstock.sink.parquet.ColumnType;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.EventColumn.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How columns of events become those of a table, and what becomes of a table that is there. */
final class TableColumns {
  private TableColumns() {}

  /** Of a table that is to be made. */
  static StructType schema(List<EventColumn> columns) {
    var schema = new StructType();
    for (EventColumn column : columns) {
      schema = schema.add(column.name(), typeOf(column.type()), !column.isRequired());
    }
    return schema;
  }

  /**
   * The columns of a table that is there, in its order: what an event has under such a name, else
   * the field of that name.
   *
   * @throws SinkFault where one has a type that cannot be written
   */
  static List<EventColumn> of(StructType schema, List<EventColumn> known, String table) {
    Map<String, EventColumn> byName = new HashMap<>();
    known.forEach(column -> byName.put(column.name(), column));
    List<EventColumn> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(column(field, byName.get(field.getName()), table));
    }
    return columns;
  }

  private static EventColumn column(StructField field, @Nullable EventColumn known, String table) {
    String name = field.getName();
    ColumnType type = typeOf(field.getDataType());
    if (type == null) {
      throw new SinkFault(
          "table %s: column %s has the type %s, which is not written"
              .formatted(table, name, field.getDataType()));
    }
    if (known != null && known.type() != type && !(known.source() instanceof Source.OfField)) {
      throw new SinkFault(
          "table %s: column %s has the type %s instead of %s"
              .formatted(table, name, field.getDataType(), typeOf(known.type())));
    }
    Source source = known == null ? new Source.OfField(name) : known.source();
    return new EventColumn(name, type, !field.isNullable(), source);
  }

  private static DataType typeOf(ColumnType type) {
    return switch (type) {
      case TEXT -> StringType.STRING;
      case INTEGER -> IntegerType.INTEGER;
      case LONG -> LongType.LONG;
      case DOUBLE -> DoubleType.DOUBLE;
      case BOOLEAN -> BooleanType.BOOLEAN;
      case TIMESTAMP -> TimestampType.TIMESTAMP;
    };
  }

  private static @Nullable ColumnType typeOf(DataType type) {
    return switch (type) {
      case StringType text -> ColumnType.TEXT;
      case IntegerType number -> ColumnType.INTEGER;
      case LongType number -> ColumnType.LONG;
      case DoubleType number -> ColumnType.DOUBLE;
      case BooleanType truth -> ColumnType.BOOLEAN;
      case TimestampType time -> ColumnType.TIMESTAMP;
      default -> null;
    };
  }
}
