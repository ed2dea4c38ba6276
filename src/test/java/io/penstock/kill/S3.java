package io.penstock.kill;

import io.penstock.fixture.S3Server;
import io.penstock.load.process.S3Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A store of its own, which is killed now and then too. Its objects are files. */
record S3(S3Server server, Path bucket) implements Sink {
  static S3 startedIn(Path folder) {
    var server = new S3Server(folder);
    return new S3(server, server.bucket(STREAM));
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "s3: {type: s3, endpoint: \"http://127.0.0.1:%d\", bucket: %s, access-key: %s, secret-key: %s, batch: {linger: 1s}}"
        .formatted(server.port(), STREAM, S3Engine.ACCESS_KEY, S3Engine.SECRET_KEY);
  }

  @Override
  public void beforeKill(int kill) {
    if (kill % 3 == 0) {
      server.kill();
      server.startAgain();
    }
  }

  @Override
  public void readInto(Verdict.Reader reader) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(rows())) {
      while (rows.next()) {
        reader.row(rows.getString(1), rows.getString(2));
      }
    }
  }

  /** An event once, and every copy of a record of the log. */
  private String rows() {
    return """
    SELECT id, data FROM (
      SELECT id, data,
        row_number() OVER (PARTITION BY tenant, id ORDER BY _partition, _offset) AS event,
        row_number() OVER (PARTITION BY _topic, _partition, _offset) AS copy
      FROM read_parquet('%s/**/*.parquet', hive_partitioning = false))
    WHERE event = 1 OR copy > 1\
    """
        .formatted(bucket);
  }

  /** A file cannot be changed, so all of them become one. */
  @Override
  public void plant() throws SQLException {
    Path file = bucket.resolveSibling("planted.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "CREATE TABLE kill AS SELECT * FROM read_parquet('%s/**/*.parquet', hive_partitioning = false)"
              .formatted(bucket));
      statement.execute("CREATE TABLE ids AS SELECT DISTINCT id FROM kill ORDER BY id LIMIT 3");
      statement.execute(
          "UPDATE kill SET data = replace(data, '\"amount\"', '\"Amount\"') WHERE id = "
              + planted(1));
      statement.execute(
          "INSERT INTO kill SELECT * REPLACE ('nobody' AS id, -1 AS _offset) FROM kill WHERE id ="
              + " "
              + planted(2));
      statement.execute("DELETE FROM kill WHERE id = " + planted(0));
      statement.execute("COPY kill TO '%s' (FORMAT parquet)".formatted(file));
    }
    replaceAllBy(file);
  }

  private void replaceAllBy(Path file) {
    try (Stream<Path> files = Files.walk(bucket)) {
      for (Path old : files.filter(Files::isRegularFile).toList()) {
        Files.delete(old);
      }
      Files.move(file, bucket.resolve("planted.parquet"));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static String planted(int nth) {
    return "(SELECT id FROM ids ORDER BY id LIMIT 1 OFFSET %d)".formatted(nth);
  }

  @Override
  public void close() {
    server.close();
  }
}
