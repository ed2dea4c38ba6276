package io.penstock.sink.s3;

import io.penstock.config.Section;
import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.sink.Batch;
import io.penstock.sink.BatchSize;
import io.penstock.sink.Encoded;
import io.penstock.sink.NativeThread;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.SinkType;
import io.penstock.sink.Upkeep;
import io.penstock.sink.objects.Deadline;
import io.penstock.sink.objects.ObjectStore;
import io.penstock.sink.objects.S3Connection;
import io.penstock.sink.objects.StoreTrouble;
import io.penstock.sink.parquet.EventColumn;
import io.penstock.sink.parquet.FitCheck;
import io.penstock.sink.s3.Hours.Hour;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps events as files in a bucket, a batch a few files.
 *
 * <p>A file's name is made of the range of the log that its events are of, and a file is only made,
 * never overwritten. The group knows of each range before it is written, so that whoever comes next
 * offers the same one again, which gives files of the same names: what is there is there once.
 */
public final class S3Sink implements Sink {
  private static final BatchSize BATCH = new BatchSize(200_000, 64 << 20, Duration.ofMinutes(1));

  public static final SinkType TYPE = new SinkType("s3", BATCH, S3Sink::recipe);

  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);

  /** What is not there by then is offered again: nothing may stand still for longer. */
  private static final Duration WRITE_MAX = Duration.ofSeconds(40);

  private final S3Config config;
  private final SinkSetup setup;
  private final NativeThread thread;
  private final Map<String, StreamFiles> streams = new ConcurrentHashMap<>();
  private final S3Connection connection;
  private Begun begun = Begun.NOTHING;

  private S3Sink(S3Config config, SinkSetup setup) {
    this.config = config;
    this.connection = new S3Connection(config.access());
    this.setup = setup;
    this.thread = new NativeThread("sink-" + setup.name(), "S3");
  }

  /** The hours of a range whose files are there, so that each attempt comes further. */
  private record Begun(String topic, int partition, long first, long next, Set<Hour> kept) {
    private static final Begun NOTHING = new Begun("", -1, 0, 0, Set.of());

    static Begun of(Batch batch) {
      return new Begun(
          batch.topic(), batch.partition(), batch.first(), batch.next(), new HashSet<>());
    }

    boolean isOf(Batch batch) {
      return topic.equals(batch.topic())
          && partition == batch.partition()
          && first == batch.first()
          && next == batch.next();
    }
  }

  /** What a stream's events are checked with, and made files with; each has a thread of its own. */
  private record StreamFiles(FitCheck check, FileMaker maker) {
    static StreamFiles of(Stream stream, S3Config config) {
      List<EventColumn> columns = EventColumn.of(stream, config.columns().of(stream.name()));
      return new StreamFiles(
          new FitCheck(columns),
          new FileMaker(config.format(), columns, new Hours(stream.name(), config.lateAfter())));
    }
  }

  private static SinkType.Recipe recipe(Section section) {
    var config = S3Config.read(section);
    return new SinkType.Recipe() {
      @Override
      public Sink make(SinkSetup setup) {
        return new S3Sink(config, setup);
      }

      @Override
      public Optional<String> folder() {
        return config.access().folder(config.prefix());
      }

      @Override
      public Optional<Upkeep> upkeep(SinkSetup setup) {
        return Optional.of(new S3Upkeep(config, setup));
      }
    };
  }

  /** Asks for something, so that a wrong key is known before the first event. */
  @Override
  public void open() {
    config.columns().check(setup);
    try {
      connection.store().list(config.written(), "", listed -> false);
    } catch (StoreTrouble trouble) {
      throw trouble.asSinkFault();
    }
  }

  @Override
  public boolean wantsIntents() {
    return true;
  }

  @Override
  public Encoded encode(Batch batch) {
    return new CheckedBatch(batch, of(batch.stream()).check().unfit(batch));
  }

  /**
   * Whatever goes wrong, the range is offered again as it is: in halves, its files would have other
   * names.
   */
  @Override
  public Outcome write(Encoded encoded) {
    Batch batch = encoded.batch();
    begun = begun.isOf(batch) ? begun : Begun.of(batch);
    try {
      return keepAll(batch, batch.eventsWithout(encoded.setAside()));
    } catch (StoreTrouble trouble) {
      return trouble.outcome();
    } catch (SinkFault fault) {
      return new StoreTrouble(Cause.CAPACITY, String.valueOf(fault.getMessage()), fault).outcome();
    }
  }

  private Outcome keepAll(Batch batch, List<Event> events) throws StoreTrouble {
    FileMaker maker = of(batch.stream()).maker();
    Deadline end = Deadline.in(WRITE_MAX);
    ObjectStore store = connection.store().until(end);
    for (var hour : maker.byHour(events).entrySet()) {
      if (end.isOver()) {
        return new Outcome.Hold(Cause.CAPACITY, "S3 takes files too slowly", Duration.ofSeconds(1));
      }
      if (!begun.kept().contains(hour.getKey())) {
        keep(
            thread.run(() -> maker.file(hour.getKey(), hour.getValue(), batch)),
            batch.mayBeThere(),
            store);
        begun.kept().add(hour.getKey());
      }
    }
    begun = Begun.NOTHING;
    return DELIVERED;
  }

  private StreamFiles of(Stream stream) {
    return streams.computeIfAbsent(stream.name(), name -> StreamFiles.of(stream, config));
  }

  private void keep(ObjectFile file, boolean mayBeThere, ObjectStore store) throws StoreTrouble {
    if (mayBeThere && hasGoneOn(file, store)) {
      return;
    }
    String name = config.written() + file.fileName();
    if (!isKept(name, file, store)) {
      keepBeside(file, store);
    }
  }

  /** Whether it has the name now, whoever gave it to it. */
  private boolean isKept(String name, ObjectFile file, ObjectStore store) throws StoreTrouble {
    if (store.create(name, file.body(), file.notes())) {
      return true;
    }
    Optional<Map<String, String>> notes = store.notes(name);
    if (notes.isEmpty()) {
      throw new StoreTrouble(Cause.CAPACITY, name + " was there, and is not there any more");
    }
    return file.isThere(notes);
  }

  /** A topic that was made again, or another installation, has other events at the same offsets. */
  private void keepBeside(ObjectFile file, ObjectStore store) throws StoreTrouble {
    String name = config.written() + file.otherFileName();
    if (!isKept(name, file, store)) {
      throw new StoreTrouble(Cause.SCHEMA, "somebody else's object is in the way: " + name);
    }
  }

  /** Whether it was written so long ago that it is in a folder for older ones by now. */
  private boolean hasGoneOn(ObjectFile file, ObjectStore store) throws StoreTrouble {
    for (String folder : config.later()) {
      if (file.isThere(store.notes(folder + file.fileName()))
          || file.isThere(store.notes(folder + file.otherFileName()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    connection.close();
  }
}
