package io.penstock.load.bare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY into a staging table, and an INSERT from there. */
final class BarePostgres implements BareStore {
  private static final int PIECE_BYTES_MAX = 256 << 10;

  private final Connection connection;
  private final String table;

  /** The table is there already, as the sink made it. */
  BarePostgres(String url, Properties login, String schema, String table) throws SQLException {
    this.connection = DriverManager.getConnection(url, login);
    this.table = table;
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO \"" + schema + '"');
      statement.execute("CREATE TEMP TABLE staging (LIKE " + table + ") ON COMMIT DELETE ROWS");
    }
    connection.commit();
  }

  @Override
  public Load ready(List<BareRow> rows) {
    byte[] bytes = CopyRows.of(rows);
    return () -> {
      copy(bytes);
      int inserted = insert();
      connection.commit();
      return inserted;
    };
  }

  private void copy(byte[] bytes) throws SQLException {
    CopyIn in =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY pg_temp.staging FROM STDIN (FORMAT binary)");
    for (int at = 0; at < bytes.length; at += PIECE_BYTES_MAX) {
      in.writeToCopy(bytes, at, Math.min(PIECE_BYTES_MAX, bytes.length - at));
    }
    in.endCopy();
  }

  private int insert() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          "INSERT INTO "
              + table
              + " SELECT * FROM pg_temp.staging ON CONFLICT (tenant, id, time) DO NOTHING");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
