package io.penstock.fuzz;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** The DuckDB file of a server that has ended. */
record SinkFile(Path file) {
  static final List<String> STREAMS =
      List.of("open", "events", "cloudevents", "logs", "otel_metrics", "otel_traces");

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:" + file, properties);
  }

  void readInto(SentEvents events) throws SQLException {
    events.lookAgain();
    try (Connection connection = connect()) {
      for (String stream : STREAMS) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT data FROM " + stream)) {
          while (rows.next()) {
            events.row(rows.getString(1));
          }
        }
      }
    }
  }

  long rows(String stream) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + stream)) {
      count.next();
      return count.getLong(1);
    }
  }

  /** Deletes a good row, changes a byte of another, and adds a third once more. */
  void plant() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM open WHERE id = " + nth(0));
      statement.execute(
          "UPDATE open SET data = replace(data, '\"mark\"', '\"Mark\"') WHERE id = " + nth(1));
      statement.execute(
          "INSERT INTO open SELECT * REPLACE ('again' AS id) FROM open WHERE id = " + nth(2));
    }
  }

  private static String nth(int row) {
    return "(SELECT id FROM open WHERE data LIKE '%\"mark\":\"g%' ORDER BY id LIMIT 1 OFFSET "
        + row
        + ")";
  }
}
