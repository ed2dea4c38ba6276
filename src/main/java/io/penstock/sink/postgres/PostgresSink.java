package io.penstock.sink.postgres;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Encoded;
import io.penstock.sink.Holdings;
import io.penstock.sink.Inspectable;
import io.penstock.sink.Outcome;
import io.penstock.sink.Rows;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.Upkeep;
import io.penstock.sink.sql.SqlFence;
import io.penstock.sink.sql.SqlHoldings;
import io.penstock.sink.sql.SqlTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events into PostgreSQL, rows and checkpoint in one transaction on one connection. A
 * connection that is lost is made anew by the next write. Where it was lost while committing, that
 * write finds by the checkpoint whether the commit had come through.
 */
public final class PostgresSink implements Sink, Inspectable {
  public static final SinkType TYPE = new SinkType("postgres", PostgresSink::recipe);

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSink.class);

  private static final String DATA_HASH =
      "('x' || encode(substr(sha256(convert_to(data::text, 'UTF8')), 1, 8),"
          + " 'hex'))::bit(64)::bigint";

  /** Rows come by and by, as they are read, so there may be any number. */
  private static final SqlHoldings.Dialect DIALECT =
      new SqlHoldings.Dialect(
          Rows.Key.TENANT_ID_TIME,
          "CAST(extract(epoch FROM %s) * 1000000 AS bigint)",
          "(timestamptz 'epoch' + ? * interval '1 microsecond')",
          DATA_HASH,
          "content_hash <> " + DATA_HASH,
          Long.MAX_VALUE);

  private final PostgresConfig config;
  private final SinkSetup setup;
  private final SqlFence fence;
  private final ContentHash hash = new ContentHash();
  private final Clock clock = Clock.systemUTC();
  private volatile Tables tables = Tables.NONE;
  private volatile boolean areTablesChanged;
  private @Nullable Session session;

  private PostgresSink(PostgresConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
    this.fence = new SqlFence(setup.name());
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = PostgresConfig.read(section);
    return new SinkType.Recipe() {
      @Override
      public Sink make(SinkSetup setup) {
        return new PostgresSink(config, setup);
      }

      @Override
      public Optional<Upkeep> upkeep(SinkSetup setup) {
        return config.hasUpkeep()
            ? Optional.of(new PostgresUpkeep(config, setup))
            : Optional.empty();
      }
    };
  }

  @Override
  public void open() {
    try {
      session();
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }

  @Override
  public boolean keepsCheckpoints() {
    return true;
  }

  @Override
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    try {
      Connection connection = session().connection();
      Optional<Checkpoint> checkpoint = fence.read(connection, topic, partition);
      connection.rollback();
      return checkpoint;
    } catch (SQLException fault) {
      letGo();
      throw faultOf(fault);
    }
  }

  @Override
  public Encoded encode(Batch batch) {
    List<SetAside> unfit = unfit(batch);
    return Copy.of(
        batch, unfit, Rows.of(batch.eventsWithout(unfit), hash, Rows.Key.TENANT_ID_TIME));
  }

  /** No event is given up for what a table was like some time ago: people mend it meanwhile. */
  private List<SetAside> unfit(Batch batch) {
    Tables known = tables;
    List<SetAside> unfit = known.unfit(batch);
    return unfit.isEmpty() || known.areFresh(clock.instant())
        ? unfit
        : lookAgain(known).unfit(batch);
  }

  /** On a connection of its own: an earlier batch may be on its way on the other. */
  private Tables lookAgain(Tables known) {
    try {
      Tables now = Tables.read(config, setup, clock.instant());
      tables = now;
      if (!now.areAs(known)) {
        areTablesChanged = true;
      }
      return now;
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }

  @Override
  public Outcome write(Encoded encoded) {
    try {
      return write((Copy) encoded, session());
    } catch (SQLException fault) {
      recoverFrom(fault);
      return PostgresErrors.outcomeOf(fault);
    }
  }

  private Outcome write(Copy copy, Session to) throws SQLException {
    Outcome outcome = writeIn(copy, to);
    if (outcome instanceof Outcome.Delivered) {
      to.connection().commit();
    } else {
      to.connection().rollback();
    }
    return outcome;
  }

  private Outcome writeIn(Copy copy, Session to) throws SQLException {
    int staged = copy.rows().rows().size();
    int repeated = copy.rows().repeats().size();
    Map<Rows.Identity, Long> conflicting = Map.of();
    if (staged > 0) {
      PostgresTable table = to.tableOf(copy.batch().stream());
      table.makePartitions(copy.days());
      int inserted = table.insert(copy.bytes());
      if (inserted < staged) {
        repeated += staged - inserted;
        conflicting = table.conflicting();
      }
    }
    return fence.move(to.connection(), copy, repeated)
        ? new Outcome.Delivered(repeated, copy.rows().conflicting(conflicting))
        : new Outcome.Superseded();
  }

  /** Only after a complaint about the data is the connection known to be whole. */
  private void recoverFrom(SQLException fault) {
    Session current = session;
    if (current == null) {
      return;
    }
    try {
      if (PostgresErrors.isAboutTheData(fault)) {
        current.connection().rollback();
      } else {
        letGo();
      }
    } catch (SQLException lost) {
      letGo();
    }
  }

  private Session session() throws SQLException {
    if (areTablesChanged) {
      letGo();
    }
    Session current = session;
    if (current == null) {
      areTablesChanged = false;
      current = new Session(config, setup, fence, clock);
      session = current;
      tables = new Tables(current.columns(), clock.instant());
    }
    return current;
  }

  private void letGo() {
    Session closing = session;
    session = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (SQLException lost) {
        LOG.atDebug().addKeyValue("sink", setup.name()).setCause(lost).log("Not closed in order");
      }
    }
  }

  @Override
  public Holdings inspect(Stream stream, Optional<String> tenant, Duration atMost) {
    try {
      return new SqlHoldings(
          Session.toRead(config, setup.name() + " reconcile", atMost),
          DIALECT,
          fence,
          SqlTable.of(stream),
          tenant,
          time -> config.retention().surelyKeeps(time, clock.instant()),
          atMost);
    } catch (SQLException fault) {
      throw faultOf(fault);
    }
  }

  private static SinkFault faultOf(SQLException fault) {
    return new SinkFault("PostgreSQL: " + fault.getMessage(), fault);
  }

  @Override
  public void close() {
    letGo();
  }
}
