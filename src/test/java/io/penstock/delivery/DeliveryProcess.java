package io.penstock.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.bus.LocalCodec;
import io.penstock.config.Configuration;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.fixture.Broker;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.LetterBox;
import io.penstock.log.LogConfig;
import io.penstock.log.Position;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.retry.RetryConfig;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.duckdb.DuckDbSink;
import io.penstock.sink.sql.SqlFence;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Delivery to a DuckDB file in a process of its own, which can end between two steps. */
final class DeliveryProcess {
  private static final String SINK = "duckdb";
  private static final long RUN_SECONDS_MAX = 60;
  private static final int ENDED = 137;
  private static final int SETTLED = 0;

  /** When the process ends, as a power cut would end it. */
  enum Moment {
    BEFORE_LETTERS,
    AFTER_LETTERS,
    AFTER_WRITE,
    AFTER_COMMIT
  }

  private DeliveryProcess() {}

  static Stream stream(String topic) {
    return new Stream(
        "events",
        topic,
        Kind.OPEN,
        "id",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        KeyStrategy.ROUND_ROBIN,
        5_000,
        1 << 20);
  }

  static RetryConfig retry(String topic) {
    return new RetryConfig(topic, List.of(Duration.ofSeconds(30)), 10, 1, 100, 0.2, 1_000);
  }

  static void runUntilItEnds(Moment moment, String topic, Path folder) throws Exception {
    run(ENDED, moment.name(), topic, folder, Integer.MAX_VALUE);
  }

  static void runUntilAllIsSettled(String topic, Path folder, int next) throws Exception {
    run(SETTLED, "NEVER", topic, folder, next);
  }

  private static void run(int exitCode, String moment, String topic, Path folder, int next)
      throws Exception {
    Path said = folder.resolve("delivery.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DeliveryProcess.class.getName(),
                moment,
                Broker.bootstrapServers(),
                topic,
                folder.toString(),
                Integer.toString(next))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process did not end, see " + said);
    }
    if (process.exitValue() != exitCode) {
      throw new AssertionError("it ended with " + process.exitValue() + ":\n" + read(said));
    }
  }

  private static String read(Path said) throws IOException {
    return Files.readString(said);
  }

  static List<String> ids(Path folder) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = open(folder);
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery("SELECT 1 FROM duckdb_tables() WHERE table_name = 'events'")) {
      if (tables.next()) {
        ResultSet rows = statement.executeQuery("SELECT id FROM events");
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  static Optional<Checkpoint> checkpoint(Path folder, String topic) throws SQLException {
    try (Connection connection = open(folder)) {
      return new SqlFence(SINK).read(connection, topic, 0);
    }
  }

  private static Connection open(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("order.duckdb"));
  }

  /** Moment, broker, topic, folder, and the offset at which all is settled. */
  public static void main(String[] arguments) throws Exception {
    Optional<Moment> end =
        Arrays.stream(Moment.values()).filter(it -> it.name().equals(arguments[0])).findFirst();
    LogConfig log = LogConfig.read(Configuration.ofYaml("").root()).at(arguments[1]);
    var last = Long.parseLong(arguments[4]);
    deliver(end, log, stream(arguments[2]), Path.of(arguments[3]), last);
  }

  private static void deliver(
      Optional<Moment> end, LogConfig log, Stream stream, Path folder, long last) throws Exception {
    DeliveryConfig config = config(stream.topic());
    Vertx vertx = Vertx.vertx();
    vertx.eventBus().registerCodec(new LocalCodec());
    Ending commit = (before, call) -> endAfterCommit(end, before, call, last);
    Ending append =
        (before, call) -> endIf(end, before ? Moment.BEFORE_LETTERS : Moment.AFTER_LETTERS);
    Ending write =
        (before, call) -> {
          if (!before) {
            endIf(end, Moment.AFTER_WRITE);
          }
        };
    var verticle =
        new DeliveryVerticle(
            config,
            assignment ->
                watched(GroupReader.class, join(log, config, stream, assignment), "commit", commit),
            watched(LetterBox.class, new KafkaLetterBox(log, 1 << 20), "append", append),
            Supplier::get,
            List.of(stream),
            watched(Sink.class, sink(stream, folder), "write", write),
            "member",
            "tenant",
            new Health(),
            new Meters(new SimpleMeterRegistry(), "test").delivery(SINK),
            Clock.systemUTC());
    vertx
        .deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await(30, TimeUnit.SECONDS);
  }

  private static GroupReader join(
      LogConfig log, DeliveryConfig config, Stream stream, GroupReader.Assignment assignment) {
    return new KafkaGroupReader(
        log, config.group(), "member", config.topics(List.of(stream)), 1_000, assignment);
  }

  private static DeliveryConfig config(String topic) {
    return new DeliveryConfig(
        SINK,
        topic,
        1,
        List.of("events"),
        Set.of(),
        1_000,
        1 << 20,
        Duration.ofMillis(500),
        1 << 20,
        5,
        retry(topic));
  }

  private static Sink sink(Stream stream, Path folder) {
    return DuckDbSink.TYPE
        .reader()
        .apply(Configuration.ofYaml("file: order.duckdb").root())
        .make(new SinkSetup(SINK, List.of(stream), folder));
  }

  /** Told before and after one method is called. */
  private interface Ending {
    void told(boolean before, Object[] arguments);
  }

  private static <T> T watched(Class<T> type, T real, String method, Ending ending) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              boolean isWatched = called.getName().equals(method);
              try {
                if (isWatched) {
                  ending.told(true, arguments);
                }
                Object answer = called.invoke(real, arguments);
                if (isWatched) {
                  ending.told(false, arguments);
                }
                return answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private static void endIf(Optional<Moment> end, Moment now) {
    if (end.filter(now::equals).isPresent()) {
      Runtime.getRuntime().halt(ENDED);
    }
  }

  /** The first commit says only that the group begins. */
  private static void endAfterCommit(
      Optional<Moment> end, boolean before, Object[] arguments, long last) {
    Collection<?> positions = ((Map<?, ?>) arguments[0]).values();
    long next = positions.stream().mapToLong(it -> ((Position) it).next()).max().orElse(0);
    if (!before && next > 0) {
      endIf(end, Moment.AFTER_COMMIT);
    }
    if (!before && next >= last) {
      Runtime.getRuntime().halt(SETTLED);
    }
  }
}
