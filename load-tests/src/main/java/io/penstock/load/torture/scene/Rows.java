package io.penstock.load.torture.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;

/** Reads a table of a store row by row, in the order in which the rows came. */
public final class Rows {
  private static final int ROWS_AT_ONCE = 10_000;

  private Rows() {}

  /** The query gives id and event, in order. */
  public static void read(Connection connection, String query, BiConsumer<String, byte[]> reader)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          reader.accept(rows.getString(1), rows.getString(2).getBytes(UTF_8));
        }
      }
    }
    connection.setAutoCommit(true);
  }
}
