package io.penstock.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.bus.LocalCodec;
import io.penstock.config.Configuration;
import io.penstock.config.Section;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.fixture.Broker;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.log.Topics;
import io.penstock.observability.Health;
import io.penstock.observability.Health.Level;
import io.penstock.observability.Meters;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkSetup;
import io.penstock.sink.blackhole.BlackholeSink;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery with a real log before it and a scripted sink behind it. */
class DeliveryVerticleIT {
  private static final String SINK = "blackhole";
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

  private final String topic = Broker.freshName("delivery");
  private final Stream stream =
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
  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("partitions: 1").root()).at(Broker.bootstrapServers());
  private final Vertx vertx = Vertx.vertx();
  private final Health health = new Health();
  private final Meters.Delivery meters =
      new Meters(new SimpleMeterRegistry(), "test").delivery(SINK);
  private final HandClock clock = new HandClock();
  private final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
  private WatchedSink sink = scripted();

  @BeforeEach
  void prepare() {
    vertx.eventBus().registerCodec(new LocalCodec());
    DeliveryVerticle.SETTLED.listen(vertx.eventBus(), settled::add);
    await(new Topics(vertx, log).prepare(List.of(stream)));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void deliversInTheOrderOfTheLog() throws InterruptedException {
    logHolds("1", "2", "3");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2", "3");
    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(3, 0, 0, 0, 0)));
    assertThat(meters.delivered.sum()).isEqualTo(3);
  }

  @Test
  void closesABatchByCount() throws InterruptedException {
    logHolds("1", "2", "3", "4");

    deliver("batch: {events-max: 2}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(sink.nextIds()).containsExactly("3", "4");
  }

  @Test
  void stopsOnlyWhenTheBatchThatIsBeingWrittenIsSettled() throws InterruptedException {
    sink.stallsWhileWriting();
    logHolds("1");
    String deployment = deliver("batch: {linger: 0s}");
    assertThat(sink.nextIds()).containsExactly("1");

    Future<Void> stopped = vertx.undeploy(deployment);

    assertThat(stopped.isComplete()).isFalse();
    sink.goesOn();
    await(stopped);
    assertThat(nextCheckpoint()).isEqualTo(reached(1, new Counts(1, 0, 0, 0, 0)));
  }

  @Test
  void offersTheSameRangeAgainWhileTheSinkIsHeld() throws InterruptedException {
    sink = scripted("hold", "hold", "delivered", "delivered");
    logHolds("1", "2");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    waitUntilHeld(1);
    assertThat(stateOfTheSink().level()).isEqualTo(Level.AMBER);
    logHolds("3");
    clock.passes(LONG_ENOUGH);
    assertThat(sink.nextIds()).containsExactly("1", "2");
    waitUntilHeld(2);
    assertThat(settled).isEmpty();
    clock.passes(LONG_ENOUGH);
    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(nextCheckpoint().next()).isEqualTo(2);
    assertThat(sink.nextIds()).containsExactly("3");
    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(3, 0, 0, 0, 0)));
    assertThat(stateOfTheSink().level()).isEqualTo(Level.GREEN);
  }

  @Test
  void holdsABatchThatIsRefused() throws InterruptedException {
    offersAgainAfter("refused");
  }

  @Test
  void holdsABatchOfWhichAnyEventIsNotStored() throws InterruptedException {
    offersAgainAfter("stored+never");
  }

  @Test
  void holdsABatchOfWhichAnyEventIsToComeLater() throws InterruptedException {
    offersAgainAfter("later+stored");
  }

  @Test
  void holdsWhenTheSinkItselfIsAtFault() throws InterruptedException {
    offersAgainAfter("fault");
  }

  private void offersAgainAfter(String answer) throws InterruptedException {
    sink = scripted(answer, "delivered");
    logHolds("1", "2");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    waitUntilHeld(1);
    assertThat(settled).isEmpty();
    clock.passes(LONG_ENOUGH);
    assertThat(sink.nextIds()).containsExactly("1", "2");
    assertThat(nextCheckpoint()).isEqualTo(reached(2, new Counts(2, 0, 0, 0, 0)));
  }

  @Test
  void countsWhatWasThereAlready() throws InterruptedException {
    sink = scripted("stored+repeated+repeated");
    logHolds("1", "2", "3");

    deliver("batch: {linger: 0s}");

    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(1, 2, 0, 0, 0)));
  }

  @Test
  void countsWhatTheSinkDoesNotWant() throws InterruptedException {
    produce(
        "{\"id\":\"1\",\"type\":\"wanted\"}",
        "{\"id\":\"2\",\"type\":\"other\"}",
        "{\"id\":\"3\"}");

    deliver("{types: [wanted], batch: {linger: 0s}}");

    assertThat(sink.nextIds()).containsExactly("1");
    Checkpoint checkpoint = nextCheckpoint();
    assertThat(checkpoint).isEqualTo(reached(3, new Counts(1, 0, 2, 0, 0)));
    assertThat(meters.filtered.sum()).isEqualTo(2);
  }

  @Test
  void everyRecordIsDeliveredRepeatedFilteredOrWaiting() throws InterruptedException {
    sink = scripted("stored+repeated", "stored+repeated", "hold");
    int records = 9;
    for (int i = 0; i < records; i++) {
      produce("{\"id\":\"" + i + "\",\"type\":\"" + (i % 3 == 0 ? "other" : "wanted") + "\"}");
    }

    deliver("{types: [wanted], batch: {events-max: 3}}");
    nextCheckpoint();
    Checkpoint checkpoint = nextCheckpoint();
    waitUntilHeld(1);

    long waiting = records - checkpoint.next();
    assertThat(waiting).isEqualTo(3);
    assertThat(meters.delivered.sum() + meters.repeated.sum() + meters.filtered.sum() + waiting)
        .isEqualTo(records);
    assertThat(checkpoint.unexplained()).isZero();
    assertThat(checkpoint.counts()).isEqualTo(new Counts(2, 2, 2, 0, 0));
  }

  @Test
  void goesOnAtTheCheckpointAfterARestart() throws InterruptedException {
    logHolds("1", "2");
    String deployment = deliver("batch: {linger: 0s}");
    nextCheckpoint();
    await(vertx.undeploy(deployment));
    sink = scripted();
    logHolds("3");

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("3");
    assertThat(nextCheckpoint()).isEqualTo(reached(3, new Counts(3, 0, 0, 0, 0)));
  }

  @Test
  void tellsTheGroupWhatOnlyTheSinkKnewAfterAKill() {
    logHolds("1", "2");
    Checkpoint reached = reached(2, new Counts(2, 0, 0, 0, 0));
    sink.stands(reached);

    deliver("batch: {linger: 0s}");

    waitUntilCommitted(new Position(2, reached.packed()));
    assertThat(sink.isOfferedNothingMore()).isTrue();
  }

  @Test
  void fillsASinkThatLostEverythingFromTheOldestRecord() throws InterruptedException {
    logHolds("1", "2");
    String deployment = deliver("batch: {linger: 0s}");
    Checkpoint before = nextCheckpoint();
    waitUntilCommitted(new Position(before.next(), before.packed()));
    await(vertx.undeploy(deployment));
    sink = scripted();
    sink.hasLostEverything();

    deliver("batch: {linger: 0s}");

    assertThat(sink.nextIds()).containsExactly("1", "2");
    Checkpoint after = nextCheckpoint();
    assertThat(after).isEqualTo(reached(2, new Counts(2, 0, 0, 0, 0)));
    waitUntilCommitted(new Position(2, after.packed()));
  }

  @Test
  void holdsARecordThatIsNoEvent() throws InterruptedException {
    produce("not json");

    deliver("batch: {linger: 0s}");
    waitUntilHeld(1);

    assertThat(stateOfTheSink().detail())
        .startsWith("held, SCHEMA: 1 event(s) do not fit, the first at offset 0");
    assertThat(sink.isOfferedNothingMore()).isTrue();
  }

  private Health.State stateOfTheSink() {
    return Objects.requireNonNull(health.components().get("sink " + SINK));
  }

  private WatchedSink scripted(String... script) {
    String yaml = "{hold-for: 5s, script: " + List.of(script) + "}";
    Sink blackhole =
        BlackholeSink.TYPE
            .reader()
            .apply(Configuration.ofYaml(yaml).root())
            .make(new SinkSetup(SINK, List.of(stream), Path.of("unused")));
    return new WatchedSink(blackhole);
  }

  private String deliver(String yaml) {
    Section section = Configuration.ofYaml(SINK + ":\n  " + yaml).root().section(SINK);
    var read = DeliveryConfig.read(section, List.of(stream.name()));
    var config =
        new DeliveryConfig(
            SINK,
            topic,
            1,
            read.streams(),
            read.types(),
            read.eventsMax(),
            read.bytesMax(),
            read.linger());
    var verticle =
        new DeliveryVerticle(
            config, log, List.of(stream), sink, "member", "tenant", health, meters, clock);
    return await(
        vertx.deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
  }

  private void logHolds(String... ids) {
    for (String id : ids) {
      produce("{\"id\":\"" + id + "\"}");
    }
  }

  private void produce(String... texts) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", Broker.bootstrapServers(),
            "key.serializer", ByteArraySerializer.class,
            "value.serializer", ByteArraySerializer.class);
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      for (String text : texts) {
        producer.send(new ProducerRecord<>(topic, text.getBytes(UTF_8))).get();
      }
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  private Checkpoint nextCheckpoint() throws InterruptedException {
    Settled next = settled.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was settled");
    }
    return next.checkpoint();
  }

  private static Checkpoint reached(long next, Counts counts) {
    return new Checkpoint(0, next, counts);
  }

  private void waitUntilHeld(int times) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (meters.held.sum() < times) {
      assertThat(System.nanoTime()).as("held in time").isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private void waitUntilCommitted(Position expected) {
    var offsets = new GroupOffsets(vertx, log);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!expected.equals(await(offsets.committed(topic)).get(new Partition(topic, 0)))) {
      assertThat(System.nanoTime()).as("committed in time").isLessThan(until);
    }
    await(offsets.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
