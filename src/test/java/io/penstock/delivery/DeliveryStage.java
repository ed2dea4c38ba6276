package io.penstock.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.bus.LocalCodec;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.HandClock;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.log.GroupOffsets;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.LogConfig;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.retry.RetryConfig;
import io.penstock.sink.BatchSize;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.blackhole.BlackholeSink;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A real log before delivery, and a scripted sink behind it. */
abstract class DeliveryStage {
  static final String SINK = "blackhole";
  static final Duration SOON = Duration.ofSeconds(30);
  static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

  final String topic = Broker.freshName("delivery");
  final Stream stream =
      new Stream(
          "events",
          topic,
          Kind.OPEN,
          "id",
          Optional.of("type"),
          Optional.empty(),
          Optional.empty(),
          KeyStrategy.ROUND_ROBIN,
          5_000,
          1 << 20);
  final LogConfig log;
  final Vertx vertx = Vertx.vertx();
  final Health health = new Health();
  final MeterRegistry registry = new SimpleMeterRegistry();
  final Meters.Delivery meters = new Meters(registry, "test").delivery(SINK);
  final HandClock clock = new HandClock();
  final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
  WatchedSink sink = scripted();

  final RetryConfig retry =
      new RetryConfig(
          topic, List.of(Duration.ofSeconds(1), Duration.ofSeconds(30)), 2, 1, 100_000, 0.2, 1_000);

  private final GroupOffsets offsets;
  final KafkaLetterBox letterBox;

  DeliveryStage(int partitions) {
    log =
        LogConfig.read(Configuration.ofYaml("partitions: " + partitions).root())
            .at(Broker.bootstrapServers());
    offsets = new GroupOffsets(vertx, log);
    letterBox = new KafkaLetterBox(log, 1 << 20);
  }

  @BeforeEach
  void prepare() {
    vertx.eventBus().registerCodec(new LocalCodec());
    DeliveryVerticle.SETTLED.listen(vertx.eventBus(), settled::add);
    List<TopicPlan> topics =
        new ArrayList<>(List.of(TopicPlan.of(stream, log), TopicPlan.ofDeadLetters(stream, log)));
    retry.topicNames().forEach(it -> topics.add(TopicPlan.ofLetters(it, SINK, 1 << 20, 1, log)));
    await(new Topics(vertx, log).prepare(topics));
  }

  @AfterEach
  void close() {
    await(offsets.close());
    await(vertx.close());
    letterBox.close();
  }

  Health.State stateOfTheSink() {
    return Objects.requireNonNull(health.components().get("sink " + SINK));
  }

  WatchedSink scripted(String... script) {
    String yaml = "{hold-for: 5s, script: " + List.of(script) + "}";
    Sink blackhole =
        BlackholeSink.TYPE
            .reader()
            .apply(Configuration.ofYaml(yaml).root())
            .make(new SinkSetup(SINK, List.of(stream), Path.of("unused")));
    return new WatchedSink(blackhole);
  }

  String deliver(String yaml) {
    Section section = Configuration.ofYaml(SINK + ":\n  " + yaml).root().section(SINK);
    var read = DeliveryConfig.read(section, List.of(stream.name()), BatchSize.PROMPT);
    var config =
        new DeliveryConfig(
            SINK,
            topic,
            1,
            read.streams(),
            read.types(),
            read.eventsMax(),
            read.bytesMax(),
            read.linger(),
            read.memoryMax(),
            read.attemptsMax(),
            retry);
    var verticle =
        new DeliveryVerticle(
            config,
            assignment ->
                new KafkaGroupReader(
                    log,
                    topic,
                    "member",
                    config.topics(List.of(stream)),
                    config.eventsMax(),
                    assignment),
            letterBox,
            Supplier::get,
            List.of(stream),
            sink,
            "member",
            "tenant",
            health,
            meters,
            clock);
    return await(
        vertx.deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
  }

  void logHolds(String... ids) {
    for (String id : ids) {
      produce("{\"id\":\"" + id + "\"}");
    }
  }

  void produce(String... texts) {
    for (String text : texts) {
      produce(0, text);
    }
  }

  void produce(int partition, String text) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", Broker.bootstrapServers(),
            "key.serializer", ByteArraySerializer.class,
            "value.serializer", ByteArraySerializer.class);
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      producer.send(new ProducerRecord<>(topic, partition, null, text.getBytes(UTF_8))).get();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  Checkpoint nextCheckpoint() throws InterruptedException {
    return nextSettled().checkpoint();
  }

  Settled nextSettled() throws InterruptedException {
    Settled next = settled.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was settled");
    }
    return next;
  }

  static Checkpoint reached(long next, Counts counts) {
    return new Checkpoint(0, next, counts);
  }

  void waitUntilHeld(int times) {
    Eventually.holds("the sink is held", SOON, () -> meters.held.sum() >= times);
  }

  void waitUntilCommitted(Position expected) {
    Eventually.holds(
        "the group hears of it", SOON, () -> committed(0).filter(expected::equals).isPresent());
  }

  /** What the group has heard of a partition. */
  Optional<Position> committed(int partition) {
    return Optional.ofNullable(
        await(offsets.committed(topic)).get(new Partition(topic, partition)));
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
