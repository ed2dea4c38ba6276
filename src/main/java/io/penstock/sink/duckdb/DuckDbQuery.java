package io.penstock.sink.duckdb;

import io.penstock.sink.Queryable.Refused;
import io.penstock.sink.Queryable.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private DuckDbQuery() {}

  static Rows answer(DuckDbFile file, String sql) throws Refused {
    try (Connection connection = file.duplicate()) {
      requireOneSelect(connection, sql);
      return select(connection, sql);
    } catch (SQLException fault) {
      throw new Refused(String.valueOf(fault.getMessage()));
    }
  }

  private static void requireOneSelect(Connection connection, String sql)
      throws SQLException, Refused {
    try (PreparedStatement parse =
        connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR")) {
      parse.setString(1, sql);
      try (ResultSet parsed = parse.executeQuery()) {
        parsed.next();
        check(parsed.getString(1));
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

  private static Rows select(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      statement.setQueryTimeout(SECONDS_MAX);
      try (ResultSet result = statement.executeQuery(sql)) {
        return rows(result);
      }
    }
  }

  private static Rows rows(ResultSet result) throws SQLException {
    int width = result.getMetaData().getColumnCount();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      columns.add(result.getMetaData().getColumnLabel(i));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean more = result.next();
    while (more && rows.size() < ROWS_MAX) {
      rows.add(row(result, width));
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
