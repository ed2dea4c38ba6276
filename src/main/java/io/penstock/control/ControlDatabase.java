package io.penstock.control;

import io.penstock.observability.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCConnectOptions;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what people decided and what must survive: in a file of this node, or in PostgreSQL for
 * several. No event waits for it. While it is away everybody who asks hears so at once, and it is
 * looked for again and again.
 */
public final class ControlDatabase {
  public static final String COMPONENT = "control database";

  private static final Logger LOG = LoggerFactory.getLogger(ControlDatabase.class);
  private static final long LOOK_MILLIS = 5_000;
  private static final int ACQUIRE_SECONDS_MAX = 5;
  private static final long ANSWER_SECONDS_MAX = 30;
  private static final int WAITING_MAX = 256;

  private final Vertx vertx;
  private final ControlConfig config;
  private final String jdbcUrl;
  private final Health health;
  private volatile @Nullable Pool pool;
  private volatile String why = "it was not opened yet";
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private volatile boolean closed;
  private long ticks;

  public ControlDatabase(Vertx vertx, ControlConfig config, Path dataDir, Health health) {
    this.vertx = vertx;
    this.config = config;
    this.jdbcUrl = config.jdbcUrl(dataDir);
    this.health = health;
  }

  /** Never fails: where the database is away, the node starts without it and goes on looking. */
  public Future<Void> open() {
    ticks = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    return look();
  }

  private Future<Void> look() {
    if (closed || !isLooking.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    return (pool == null ? vertx.executeBlocking(this::prepare).onSuccess(this::use) : ping())
        .onSuccess(works -> health.green(COMPONENT))
        .onFailure(this::complain)
        .onComplete(looked -> isLooking.set(false))
        .transform(looked -> Future.succeededFuture());
  }

  private Future<?> ping() {
    return query("SELECT 1", Tuple.tuple());
  }

  private void complain(Throwable fault) {
    String said = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    String message = config.mask(said);
    if (pool == null && !message.equals(why)) {
      LOG.atWarn().log("The control database does not open: {}", message);
    }
    why = message;
    health.amber(COMPONENT, "does not answer, events go on without it: " + message);
    drop();
  }

  /** The pool keeps connections that broke, so it is made anew as a whole. */
  private void drop() {
    Pool broken = pool;
    pool = null;
    if (broken != null) {
      broken.close().onFailure(fault -> LOG.debug("left behind", fault));
    }
  }

  /** Blocks. Brings the tables up to date, whichever version of ours made them. */
  private Pool prepare() {
    Flyway.configure()
        .dataSource(jdbcUrl, config.userOrOwner(), config.passwordOrNone())
        .locations("classpath:io/penstock/control/migrations")
        .schemas("penstock")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    return JDBCPool.pool(vertx, connectOptions(), poolOptions());
  }

  private JDBCConnectOptions connectOptions() {
    return new JDBCConnectOptions()
        .setJdbcUrl(jdbcUrl)
        .setUser(config.userOrOwner())
        .setPassword(config.passwordOrNone());
  }

  private PoolOptions poolOptions() {
    return new PoolOptions()
        .setMaxSize(config.connectionsMax())
        .setMaxWaitQueueSize(WAITING_MAX)
        .setConnectionTimeout(ACQUIRE_SECONDS_MAX)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS);
  }

  /** What is opened while the node stops is closed again. */
  private void use(Pool opened) {
    pool = opened;
    if (closed) {
      opened.close();
    }
  }

  /**
   * All of it or nothing of it. The client says that T may be null, and so it is where T is Void.
   */
  @SuppressWarnings("NullAway")
  public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    Pool open = pool;
    return open == null
        ? Future.failedFuture(new DatabaseAway(why))
        : open.withTransaction(work).timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /**
   * One statement, in a transaction of its own: the pool leaves connections that once had one
   * without autocommit, and a write on such a connection would be seen by nobody else.
   */
  public Future<RowSet<Row>> query(String sql, Tuple values) {
    return inTransaction(transaction -> transaction.preparedQuery(sql).execute(values));
  }

  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(ticks);
    Pool open = pool;
    pool = null;
    return open == null ? Future.succeededFuture() : open.close();
  }
}
