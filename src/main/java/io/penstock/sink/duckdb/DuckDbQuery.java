package io.penstock.sink.duckdb;

import io.penstock.sink.Queryable.Refused;
import io.penstock.sink.Queryable.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one statement of a person, on a connection of its own and in a transaction that only
 * reads. What may run is what DuckDB itself can take apart as a single SELECT: a read-only
 * transaction alone could be left by {@code COMMIT;}.
 */
final class DuckDbQuery {
  private static final int ROWS_MAX = 10_000;
  private static final int SECONDS_MAX = 10;
  private static final long TEXT_CHARS_MAX = 16L << 20;

  private DuckDbQuery() {}

  static Rows answer(DuckDbFile file, String sql) throws Refused {
    try (Connection connection = file.duplicate()) {
      return select(connection, bounded(connection, sql));
    } catch (SQLTimeoutException late) {
      throw new Refused("the answer took longer than " + SECONDS_MAX + " s");
    } catch (SQLException fault) {
      throw new Refused(String.valueOf(fault.getMessage()));
    }
  }

  /**
   * The statement with an end: DuckDB has the whole result in memory before the first row is read,
   * and the sink lives on the same memory.
   */
  private static String bounded(Connection connection, String sql) throws SQLException, Refused {
    String tree = answerOf(connection, "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", sql);
    check(tree);
    String select = answerOf(connection, "SELECT json_deserialize_sql(?::JSON)", tree);
    return "SELECT * FROM (" + select + ") LIMIT " + (ROWS_MAX + 1);
  }

  private static String answerOf(Connection connection, String question, String about)
      throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(question)) {
      asked.setString(1, about);
      try (ResultSet answer = asked.executeQuery()) {
        answer.next();
        return answer.getString(1);
      }
    }
  }

  private static void check(String parsed) throws Refused {
    var json = new io.vertx.core.json.JsonObject(parsed);
    if (json.getBoolean("error", true)) {
      throw new Refused(json.getString("error_message", "only SELECT is answered"));
    }
    if (json.getJsonArray("statements").size() != 1) {
      throw new Refused("one statement at a time");
    }
  }

  private static Rows select(Connection connection, String sql) throws SQLException, Refused {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      statement.setQueryTimeout(SECONDS_MAX);
      try (ResultSet result = statement.executeQuery(sql)) {
        return rows(result);
      }
    }
  }

  private static Rows rows(ResultSet result) throws SQLException, Refused {
    int width = result.getMetaData().getColumnCount();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      columns.add(result.getMetaData().getColumnLabel(i));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    long chars = 0;
    boolean more = result.next();
    while (more && rows.size() < ROWS_MAX) {
      List<@Nullable Object> row = row(result, width);
      chars += charsOf(row);
      if (chars > TEXT_CHARS_MAX) {
        throw new Refused("the answer has more than " + TEXT_CHARS_MAX + " characters of text");
      }
      rows.add(row);
      more = result.next();
    }
    return new Rows(columns, rows, !more);
  }

  private static List<@Nullable Object> row(ResultSet result, int width) throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(width);
    for (int i = 1; i <= width; i++) {
      row.add(plain(result.getObject(i)));
    }
    return row;
  }

  private static long charsOf(List<@Nullable Object> row) {
    return row.stream().mapToLong(value -> value instanceof String text ? text.length() : 0).sum();
  }

  /** What JSON can hold: numbers, truths and nulls as they are, everything else as text. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }
}
