package io.penstock.sink.duckdb;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Batch;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Encoded;
import io.penstock.sink.Outcome;
import io.penstock.sink.Queryable;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.SqlFence;
import io.penstock.sink.SqlTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into a DuckDB file, rows and checkpoint in one transaction. All calls run on one
 * platform thread of the sink's own: a native call on a virtual thread would stop every other one
 * for as long as it takes.
 */
public final class DuckDbSink implements Sink, Queryable {
  public static final SinkType TYPE = new SinkType("duckdb", DuckDbSink::recipe);

  private final DuckDbConfig config;
  private final SinkSetup setup;
  private final SqlFence fence;
  private final ContentHash hash = new ContentHash();
  private final Map<String, DuckDbTable> tables = new HashMap<>();
  private final NativeThread thread;
  private volatile @Nullable DuckDbFile file;

  private DuckDbSink(DuckDbConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
    this.fence = new SqlFence(setup.name());
    this.thread = new NativeThread("sink-" + setup.name());
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = DuckDbConfig.read(section);
    return setup -> new DuckDbSink(config, setup);
  }

  private record Inserts(Batch batch, io.penstock.sink.Rows rows) implements Encoded {
    @Override
    public List<SetAside> setAside() {
      return List.of();
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
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    return thread.run(() -> fence.read(opened().connection(), topic, partition));
  }

  @Override
  public Encoded encode(Batch batch) {
    return new Inserts(
        batch, io.penstock.sink.Rows.of(batch, hash, io.penstock.sink.Rows.Key.TENANT_ID));
  }

  @Override
  public Outcome write(Encoded encoded) {
    return thread.run(() -> write((Inserts) encoded));
  }

  private Outcome write(Inserts inserts) throws SQLException {
    DuckDbFile to = opened();
    try {
      to.begin();
      Outcome outcome = writeIn(inserts, to);
      if (outcome instanceof Outcome.Delivered) {
        to.commit();
      } else {
        to.rollback();
      }
      return outcome;
    } catch (SQLException fault) {
      recover(to);
      return DuckDbErrors.outcomeOf(fault);
    }
  }

  /** What cannot even be rolled back is opened anew by the next write: the file itself is whole. */
  private void recover(DuckDbFile from) {
    try {
      from.rollback();
    } catch (SQLException unusable) {
      letGo();
    }
  }

  private Outcome writeIn(Inserts inserts, DuckDbFile to) throws SQLException {
    Batch batch = inserts.batch();
    int repeated = inserts.rows().repeated();
    int conflicting = inserts.rows().conflicting();
    List<io.penstock.sink.Row> rows = inserts.rows().rows();
    if (!rows.isEmpty()) {
      DuckDbTable table = tableOf(batch.stream());
      int inserted = table.insert(rows);
      if (inserted < rows.size()) {
        repeated += rows.size() - inserted;
        conflicting += table.conflicting();
      }
      table.clearStaging();
    }
    return fence.move(to.connection(), batch, repeated)
        ? new Outcome.Delivered(repeated, conflicting)
        : new Outcome.Superseded();
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
    } catch (SQLException fault) {
      letGo();
      throw fault;
    }
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
