package io.penstock.sink.delta;

import io.delta.kernel.engine.Engine;
import io.penstock.config.Section;
import io.penstock.ledger.Checkpoint;
import io.penstock.sink.Batch;
import io.penstock.sink.BatchSize;
import io.penstock.sink.Encoded;
import io.penstock.sink.NativeThread;
import io.penstock.sink.Outcome;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.Upkeep;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.parquet.EventColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to tables of Delta Lake, a batch one file and one version of its table. The
 * version that adds the file moves the checkpoint too, and only from where the batch begins: of two
 * writers of one range one finds it moved.
 */
public final class DeltaSink implements Sink {
  private static final BatchSize BATCH = new BatchSize(200_000, 64 << 20, Duration.ofSeconds(30));

  public static final SinkType TYPE = new SinkType("delta", BATCH, DeltaSink::recipe);

  /** A store, and the tables in it. */
  private record Opened(ObjectStore store, Tables tables, Appends appends) {}

  private final DeltaConfig config;
  private final SinkSetup setup;
  private final NativeThread encoding;
  private final NativeThread writing;
  private final BatchEncoder encoder = new BatchEncoder();
  private volatile @Nullable Opened opened;

  private DeltaSink(DeltaConfig config, SinkSetup setup) {
    this.config = config;
    this.setup = setup;
    this.encoding = new NativeThread("sink-" + setup.name(), "Delta Lake");
    this.writing = new NativeThread("sink-" + setup.name() + "-log", "Delta Lake");
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = DeltaConfig.read(section);
    return new SinkType.Recipe() {
      @Override
      public Sink make(SinkSetup setup) {
        return new DeltaSink(config, setup);
      }

      @Override
      public Optional<String> folder() {
        return config.location().folder();
      }

      @Override
      public Optional<Upkeep> upkeep(SinkSetup setup) {
        return Optional.of(new DeltaUpkeep(config, setup));
      }
    };
  }

  @Override
  public void open() {
    config.check(setup);
    opened();
  }

  @Override
  public boolean keepsCheckpoints() {
    return true;
  }

  @Override
  public Optional<Checkpoint> checkpoint(String topic, int partition) {
    Tables tables = opened().tables();
    return writing.run(() -> tables.checkpoint(topic, partition));
  }

  @Override
  public Encoded encode(Batch batch) {
    DeltaTable table = opened().tables().of(batch.stream());
    List<EventColumn> columns = table.columns();
    Keys keys = table.keysIn(columns);
    return encoding.run(() -> encoder.encode(batch, columns, keys));
  }

  @Override
  public Outcome write(Encoded encoded) {
    Appends appends = opened().appends();
    return writing.run(() -> appends.write((TableFile) encoded));
  }

  private Opened opened() {
    Opened current = opened;
    if (current == null) {
      current = connect();
      opened = current;
    }
    return current;
  }

  private Opened connect() {
    ObjectStore store = config.location().open();
    Engine engine = new Guarded(new DeltaFiles(store));
    var tables = new Tables(config, setup, engine);
    try {
      return writing.run(
          () -> {
            tables.open();
            return new Opened(
                store, tables, new Appends(tables, store, config.location().prefix()));
          });
    } catch (RuntimeException fault) {
      close(store);
      throw fault;
    }
  }

  private static void close(ObjectStore store) {
    store.close();
  }

  @Override
  public void close() {
    Opened closing = opened;
    opened = null;
    if (closing != null) {
      close(closing.store());
    }
  }
}
