package io.penstock.sink.delta;

import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.statistics.DataFileStatistics;
import io.penstock.sink.parquet.ColumnStats;
import io.penstock.sink.parquet.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a table's log says of a file's columns, so that who asks for a few rows reads few files. */
final class FileStats {
  /** Of texts, so that the log stays small. */
  private static final int TEXT_MAX = 32;

  private static final String LARGEST_SIGN = Character.toString(Character.MAX_CODE_POINT);

  /** The log has milliseconds. */
  private static final long MILLISECOND = 1_000;

  private FileStats() {}

  static DataFileStatistics of(long rows, List<ColumnStats> columns) {
    Map<Column, Literal> min = new HashMap<>();
    Map<Column, Literal> max = new HashMap<>();
    Map<Column, Long> nulls = new HashMap<>();
    for (ColumnStats stats : columns) {
      var column = new Column(stats.column().name());
      nulls.put(column, stats.nulls());
      put(column, low(stats.min(), stats.column().type()), min);
      put(column, high(stats.max(), stats.column().type()), max);
    }
    return new DataFileStatistics(rows, min, max, nulls, Optional.empty());
  }

  private static void put(Column column, @Nullable Literal bound, Map<Column, Literal> into) {
    if (bound != null) {
      into.put(column, bound);
    }
  }

  private static @Nullable Literal low(@Nullable Object value, ColumnType type) {
    return value == null
        ? null
        : literal(value instanceof String text ? prefix(text) : value, type);
  }

  /** At least the value, where the log cannot have it exactly; null where there is no such. */
  private static @Nullable Literal high(@Nullable Object value, ColumnType type) {
    return switch (value) {
      case null -> null;
      case String text -> {
        String bound = atLeast(text);
        yield bound == null ? null : literal(bound, type);
      }
      case Long micros when type == ColumnType.TIMESTAMP ->
          literal(-Math.floorDiv(-micros, MILLISECOND) * MILLISECOND, type);
      default -> literal(value, type);
    };
  }

  private static String prefix(String text) {
    int signs = text.codePointCount(0, text.length());
    return signs <= TEXT_MAX ? text : text.substring(0, text.offsetByCodePoints(0, TEXT_MAX));
  }

  private static @Nullable String atLeast(String text) {
    String prefix = prefix(text);
    if (prefix.length() == text.length()) {
      return text;
    }
    return text.startsWith(LARGEST_SIGN, prefix.length()) ? null : prefix + LARGEST_SIGN;
  }

  private static Literal literal(Object value, ColumnType type) {
    return switch (type) {
      case TEXT -> Literal.ofString((String) value);
      case INTEGER -> Literal.ofInt((Integer) value);
      case LONG -> Literal.ofLong((Long) value);
      case DOUBLE -> Literal.ofDouble((Double) value);
      case BOOLEAN -> Literal.ofBoolean((Boolean) value);
      case TIMESTAMP -> Literal.ofTimestamp((Long) value);
    };
  }
}
