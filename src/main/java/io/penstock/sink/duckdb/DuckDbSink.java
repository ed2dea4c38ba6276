package io.penstock.sink.duckdb;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Encoded;
import io.penstock.sink.Holdings;
import io.penstock.sink.Inspectable;
import io.penstock.sink.NativeThread;
import io.penstock.sink.Outcome;
import io.penstock.sink.Queryable;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.sql.SqlColumns;
import io.penstock.sink.sql.SqlFence;
import io.penstock.sink.sql.SqlHoldings;
import io.penstock.sink.sql.SqlTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into a DuckDB file, rows and checkpoint in one transaction. Everything that touches
 * the sink's own connection runs on one platform thread: a native call on a virtual thread would
 * stop every other one for as long as it takes.
 */
public final class DuckDbSink implements Sink, Queryable, Inspectable {
  public static final SinkType TYPE = new SinkType("duckdb", DuckDbSink::recipe);

  private static final String DATA_HASH = "CAST('0x' || substr(sha256(data), 1, 16) AS UBIGINT)";

  /** The driver has a whole result in memory before its first row is read. */
  private static final long ROWS_SHOWN_MAX = 100_000;

  private static final SqlHoldings.Dialect DIALECT =
      new SqlHoldings.Dialect(
          io.penstock.sink.Rows.Key.TENANT_ID,
          "epoch_us(%s)",
          "make_timestamp(CAST(? AS BIGINT))",
          DATA_HASH,
          "CAST(content_hash AS BITSTRING) <> CAST(" + DATA_HASH + " AS BITSTRING)",
          ROWS_SHOWN_MAX);

  private final DuckDbConfig config;
  private final SinkSetup setup;
  private final SqlFence fence;
  private final ContentHash hash = new ContentHash();
  private final Map<String, DuckDbTable> tables = new HashMap<>();
  private final NativeThread thread;
  private volatile Map<String, SqlColumns> columns = Map.of();
  private volatile @Nullable DuckDbFile file;

  private DuckDbSink(DuckDbConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
    this.fence = new SqlFence(setup.name());
    this.thread = new NativeThread("sink-" + setup.name(), "DuckDB");
  }

  private static SinkType.Recipe recipe(Section section) {
    return new Recipe(DuckDbConfig.read(section));
  }

  private record Recipe(DuckDbConfig config) implements SinkType.Recipe {
    @Override
    public Sink make(SinkSetup setup) {
      return new DuckDbSink(config, setup);
    }

    @Override
    public void checkForSeveralNodes(Section section) {
      config.checkForSeveralNodes(section);
    }
  }

  private record Inserts(Batch batch, List<SetAside> setAside, io.penstock.sink.Rows rows)
      implements Encoded {
    boolean isEmpty() {
      return rows.rows().isEmpty();
    }
  }

  @Override
  public void open() {
    thread.run(this::opened);
  }

  private Path path() {
    Path path = setup.dataDir().resolve(config.file());
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return path;
    } catch (IOException fault) {
      throw new SinkFault("cannot make the folder of " + path + ": " + fault.getMessage(), fault);
    }
  }

  @Override
  public boolean keepsCheckpoints() {
    return true;
  }

  @Override
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    return thread.run(() -> fence.read(opened().connection(), topic, partition));
  }

  @Override
  public Encoded encode(Batch batch) {
    List<SetAside> unfit = unfit(batch);
    return new Inserts(
        batch,
        unfit,
        io.penstock.sink.Rows.of(
            batch.eventsWithout(unfit), hash, io.penstock.sink.Rows.Key.TENANT_ID));
  }

  /** By the columns as they were when the file was opened. */
  private List<SetAside> unfit(Batch batch) {
    SqlColumns found = columns.get(batch.stream().name());
    return found == null ? List.of() : found.unfit(batch);
  }

  @Override
  public Outcome write(Encoded encoded) {
    return thread.run(() -> write((Inserts) encoded));
  }

  /** Nearly always every row is new; only where one is not, the slower way is taken. */
  private Outcome write(Inserts inserts) throws SQLException {
    DuckDbFile to = opened();
    try {
      stage(inserts);
      return isAllNew(inserts, to)
          ? settle(inserts, 0, Map.of(), to)
          : insertWhatIsNew(inserts, to);
    } catch (SQLException fault) {
      recover(to);
      return DuckDbErrors.outcomeOf(fault);
    }
  }

  private void stage(Inserts inserts) throws SQLException {
    if (!inserts.isEmpty()) {
      tableOf(inserts.batch().stream()).stage(inserts.rows().rows());
    }
  }

  /** Leaves the rows inserted, in a transaction, or no transaction at all. */
  private boolean isAllNew(Inserts inserts, DuckDbFile to) throws SQLException {
    to.begin();
    try {
      if (!inserts.isEmpty()) {
        tableOf(inserts.batch().stream()).insertNew();
      }
      return true;
    } catch (SQLException fault) {
      if (!DuckDbErrors.isConstraint(fault)) {
        throw fault;
      }
      to.rollback();
      return false;
    }
  }

  private Outcome insertWhatIsNew(Inserts inserts, DuckDbFile to) throws SQLException {
    DuckDbTable table = tableOf(inserts.batch().stream());
    to.begin();
    int known = inserts.rows().rows().size() - table.insertWhatIsNew();
    return settle(inserts, known, table.conflicting(), to);
  }

  /** Commits the rows together with the checkpoint, where no other writer was first. */
  private Outcome settle(
      Inserts inserts,
      int known,
      Map<io.penstock.sink.Rows.Identity, Long> conflicting,
      DuckDbFile to)
      throws SQLException {
    int repeated = inserts.rows().repeats().size() + known;
    if (!fence.move(to.connection(), inserts, repeated)) {
      to.rollback();
      return new Outcome.Superseded();
    }
    to.commit();
    return new Outcome.Delivered(repeated, inserts.rows().conflicting(conflicting));
  }

  /** What cannot even be rolled back is opened anew by the next write: the file itself is whole. */
  private void recover(DuckDbFile from) {
    try {
      from.rollback();
    } catch (SQLException unusable) {
      letGo();
    }
  }

  private DuckDbTable tableOf(Stream stream) {
    DuckDbTable table = tables.get(stream.name());
    if (table == null) {
      throw new SinkFault("the sink has no table for stream " + stream.name());
    }
    return table;
  }

  /** Only on the sink's own thread. */
  private DuckDbFile opened() throws SQLException {
    DuckDbFile opened = file;
    if (opened == null) {
      opened = new DuckDbFile(path(), config);
      file = opened;
      prepare(opened);
    }
    return opened;
  }

  private void prepare(DuckDbFile opened) throws SQLException {
    try {
      fence.create(opened.connection());
      for (Stream stream : setup.streams()) {
        tables.put(stream.name(), new DuckDbTable(opened.connection(), SqlTable.of(stream)));
      }
      columns =
          tables.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, table -> table.getValue().columns()));
    } catch (SQLException fault) {
      letGo();
      throw fault;
    }
  }

  @Override
  public boolean isHere() {
    return file != null;
  }

  @Override
  public Queryable.Rows query(String sql) throws Refused {
    DuckDbFile opened = file;
    if (opened == null) {
      throw new Refused("the sink is not open");
    }
    return DuckDbQuery.answer(opened, sql);
  }

  @Override
  public Holdings inspect(Stream stream, Optional<String> tenant, Duration atMost) {
    DuckDbFile opened = file;
    if (opened == null) {
      throw new SinkFault("the sink is not open");
    }
    try {
      return new SqlHoldings(
          opened.duplicate(), DIALECT, fence, SqlTable.of(stream), tenant, time -> true, atMost);
    } catch (SQLException fault) {
      throw new SinkFault("DuckDB: " + fault.getMessage(), fault);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      thread.run(
          () -> {
            letGo();
            return tables;
          });
    }
  }

  private void letGo() {
    DuckDbFile closing = file;
    file = null;
    tables.clear();
    if (closing != null) {
      closing.close();
    }
  }
}
