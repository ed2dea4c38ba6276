package io.penstock.control;

import io.penstock.config.Configuration;
import io.penstock.fixture.PostgresDatabase;
import io.penstock.observability.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A control database of one test's own: a file, or a database in the shared PostgreSQL. */
public final class ControlDatabases implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final ControlDatabase database;

  private ControlDatabases(String yaml, Path folder) {
    ControlConfig config = ControlConfig.read(Configuration.ofYaml(yaml).root());
    database = new ControlDatabase(vertx, config, folder, new Health());
    answer(database.open());
  }

  public static ControlDatabases file(Path folder) {
    return new ControlDatabases("{}", folder);
  }

  public static ControlDatabases postgres(Path folder) {
    return in(PostgresDatabase.fresh(), folder);
  }

  /** In a database that may hold something already. */
  public static ControlDatabases in(PostgresDatabase postgres, Path folder) {
    return new ControlDatabases(
        "{url: '%s', user: %s}".formatted(postgres.url(), PostgresDatabase.USER), folder);
  }

  public ControlDatabase database() {
    return database;
  }

  public Vertx vertx() {
    return vertx;
  }

  public RowSet<Row> run(String sql) {
    return answer(database.query(sql, Tuple.tuple()));
  }

  /** What the future holds; its fault where it fails. */
  public static <T> T answer(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  @Override
  public void close() {
    answer(database.close());
    answer(vertx.close());
  }
}
