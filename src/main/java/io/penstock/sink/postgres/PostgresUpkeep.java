package io.penstock.sink.postgres;

import io.penstock.event.Stream;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.Upkeep;
import io.penstock.sink.sql.SqlTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what the tables of a sink will need soon, and drops what has grown old. */
final class PostgresUpkeep implements Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresUpkeep.class);

  /** Whoever writes waits while a lock is waited for, so that is not tried all the time. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final PostgresConfig config;
  private final SinkSetup setup;
  private final Map<SqlTable, TableUpkeep> upkeeps = new HashMap<>();
  private final Map<SqlTable, Pause> pauses = new HashMap<>();
  private @Nullable Connection connection;

  PostgresUpkeep(PostgresConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
  }

  /** What failed is told again until it is tried again. */
  private record Pause(Instant until, SinkFault fault) {}

  @Override
  public Optional<String> step(Instant now) {
    try {
      return step(now, earlier(now, serverTime()));
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }

  /** Where one of two clocks is wrong and ahead, nothing is dropped for it. */
  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Instant serverTime() throws SQLException {
    Connection asked = connection();
    try (Statement statement = asked.createStatement();
        ResultSet time = statement.executeQuery("SELECT clock_timestamp()")) {
      time.next();
      return time.getObject(1, OffsetDateTime.class).toInstant();
    } finally {
      asked.rollback();
    }
  }

  private Optional<String> step(Instant now, Instant time) throws SQLException {
    List<SinkFault> faults = new ArrayList<>();
    for (Stream stream : setup.streams()) {
      try {
        Optional<String> done = step(SqlTable.of(stream), now, time);
        if (done.isPresent()) {
          return done;
        }
      } catch (SinkFault fault) {
        faults.add(fault);
      }
    }
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    return Optional.empty();
  }

  private Optional<String> step(SqlTable table, Instant now, Instant time) throws SQLException {
    Pause pause = pauses.get(table);
    if (pause != null && now.isBefore(pause.until())) {
      throw pause.fault();
    }
    pauses.remove(table);
    Connection used = connection();
    try {
      return upkeeps
          .computeIfAbsent(table, first -> new TableUpkeep(first, config, used))
          .step(time);
    } catch (SQLException fault) {
      pauses.put(table, new Pause(now.plus(PAUSE), faultOf(fault)));
      throw faultOf(fault);
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = Session.toKeepUp(config, setup.name());
      connection = open;
    }
    return open;
  }

  private static SinkFault faultOf(SQLException fault) {
    return new SinkFault("PostgreSQL: " + fault.getMessage(), fault);
  }

  @Override
  public void close() {
    Connection closing = connection;
    connection = null;
    upkeeps.clear();
    if (closing != null) {
      try {
        closing.close();
      } catch (SQLException lost) {
        LOG.atDebug().addKeyValue("sink", setup.name()).setCause(lost).log("Not closed in order");
      }
    }
  }
}
