package io.penstock.sink.postgres;

import io.penstock.event.Stream;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.postgres.PostgresConfig.Timescale;
import io.penstock.sink.sql.SqlTable;
import io.penstock.sink.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes TimescaleDB in the database, where tables are missing that are to use it. */
final class Extension {
  private static final Logger LOG = LoggerFactory.getLogger(Extension.class);

  private Extension() {}

  /**
   * Where the server lists it. One that lists it and does not let it be made gets tables of its own
   * kind. On connections of its own: one that was there before does not know it, and one that makes
   * it where the server has not loaded it is ended.
   */
  static void makeWhereWanted(PostgresConfig config, SinkSetup setup) throws SQLException {
    if (config.timescale() == Timescale.AUTO && isWanted(config, setup)) {
      make(config, setup.name());
    }
  }

  private static boolean isWanted(PostgresConfig config, SinkSetup setup) throws SQLException {
    try (Connection asked =
        Session.toRead(config, setup.name() + " extension", config.statementTimeout())) {
      return TimescaleDb.isToBeMade(asked) && isAnyTableMissing(config, setup, asked);
    }
  }

  private static boolean isAnyTableMissing(PostgresConfig config, SinkSetup setup, Connection asked)
      throws SQLException {
    try (PreparedStatement find = asked.prepareStatement("SELECT to_regclass(?) IS NULL")) {
      for (Stream stream : setup.streams()) {
        find.setString(1, SqlText.quoted(config.schema()) + "." + SqlTable.of(stream).quoted());
        try (ResultSet missing = find.executeQuery()) {
          if (missing.next() && missing.getBoolean(1)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static void make(PostgresConfig config, String sink) {
    try (Connection connection = Session.toMakeAlone(config, sink + " extension")) {
      TimescaleDb.make(connection);
      connection.commit();
      LOG.atInfo().addKeyValue("sink", sink).log("Made the extension TimescaleDB");
    } catch (SQLException fault) {
      LOG.atWarn()
          .addKeyValue("sink", sink)
          .log(
              "TimescaleDB is listed and cannot be made, so that new tables get PostgreSQL's"
                  + " partitions: {}",
              fault.getMessage());
    }
  }
}
