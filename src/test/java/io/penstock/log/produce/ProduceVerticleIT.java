package io.penstock.log.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Gathered;
import io.penstock.batch.Keeping;
import io.penstock.batch.Place;
import io.penstock.batch.ProducerFree;
import io.penstock.batch.Submission;
import io.penstock.batch.Submissions;
import io.penstock.bus.LocalCodec;
import io.penstock.config.Configuration;
import io.penstock.event.Stream;
import io.penstock.fixture.Broker;
import io.penstock.log.LogConfig;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.MemoryDisk;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The producer with a real broker, which may not have the topic. */
class ProduceVerticleIT {
  /** Less than two of the producer's waits for what does not come. */
  private static final Duration ONE_WAIT_MAX = Duration.ofMillis(3_900);

  private final Stream stream = Submissions.stream(Broker.freshName("produce"), 1 << 10);
  private final Stream generous = Submissions.stream(stream.topic(), 1 << 20);
  private final Stream missing = Submissions.stream(Broker.freshName("missing"), 1 << 10);
  private final String tooLarge = "{\"v\":\"" + "x".repeat(100_000) + "\"}";

  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("partitions: 1").root()).at(Broker.bootstrapServers());
  private final Vertx vertx = Vertx.vertx();
  private Spooling spooling;
  private final BlockingQueue<ProducerFree> free = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    spooling =
        Spooling.open(
            new MemoryDisk(new SplittableRandom(1)),
            SpoolConfig.read(Configuration.ofYaml("").root()),
            "it",
            new SpoolHealth(new Health()),
            new Meters(new SimpleMeterRegistry(), "1"));
    vertx.eventBus().registerCodec(new LocalCodec());
    BatchingVerticle.FREE.listen(vertx.eventBus(), free::add);
    await(new Topics(vertx, log).prepare(List.of(TopicPlan.of(stream, log))));
    await(
        vertx.deployVerticle(
            new ProduceVerticle(
                log,
                List.of(stream),
                new ProducerGauges(new SimpleMeterRegistry()),
                spooling,
                () -> true),
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
  }

  @AfterEach
  void close() throws IOException {
    await(vertx.close());
    spooling.close();
  }

  @Test
  void theFaultOfOneRequestIsItsAlone() throws InterruptedException {
    Submission before = Submissions.of(stream, "[{},{}]");
    Submission faulty = Submissions.of(generous, "[{}," + tooLarge + ",{}]");
    Submission after = Submissions.of(stream, "{}");

    send(stream, before, faulty, after);

    assertThat(faultOf(faulty)).isInstanceOf(RecordTooLargeException.class);
    assertThat(placesOf(before)).containsExactly(new Place(stream.topic(), 0, 0, 1));
    assertThat(placesOf(after)).containsExactly(new Place(stream.topic(), 0, 3, 3));
  }

  @Test
  void isFreeAgainAfterABatchThatFailed() throws InterruptedException {
    Submission faulty = Submissions.of(generous, tooLarge);
    Submission next = Submissions.of(stream, "{}");

    send(stream, faulty);
    send(stream, next);

    assertThat(faultOf(faulty)).isInstanceOf(RecordTooLargeException.class);
    assertThat(placesOf(next)).containsExactly(new Place(stream.topic(), 0, 0, 0));
  }

  @Test
  void theRestOfABatchFailsAtOnceWhereOneRequestWaitedInVain() throws InterruptedException {
    Submission first = Submissions.of(missing, "[{},{}]");
    Submission second = Submissions.of(missing, "{}");
    Submission third = Submissions.of(missing, "{}");
    Submission next = Submissions.of(stream, "{}");
    long began = System.nanoTime();

    send(missing, first, second, third);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ONE_WAIT_MAX);
    assertThat(faultOf(first)).isInstanceOf(TimeoutException.class);
    String nothing = "the producer takes nothing for " + missing.topic();
    assertThat(faultOf(second)).hasMessage(nothing);
    assertThat(faultOf(third)).hasMessage(nothing);
    send(stream, next);
    assertThat(placesOf(next)).containsExactly(new Place(stream.topic(), 0, 0, 0));
  }

  /** Hands a batch over, and waits until the producer could take the next. */
  private void send(Stream to, Submission... submissions) throws InterruptedException {
    var batch = new Gathered(to.topic(), List.of(submissions));
    await(BatchingVerticle.PRODUCE.send(vertx.eventBus(), batch));
    assertThat(free.poll(30, TimeUnit.SECONDS)).as("the producer is free").isNotNull();
  }

  private static List<Place> placesOf(Submission submission) {
    return switch (await(submission.kept().future())) {
      case Keeping.InLog(List<Place> places) -> places;
      case Keeping.InSpool spooled -> throw new AssertionError("in the spool: " + spooled);
    };
  }

  private static Throwable faultOf(Submission submission) {
    Future<Throwable> fault =
        submission
            .kept()
            .future()
            .transform(
                kept ->
                    kept.failed()
                        ? Future.succeededFuture(kept.cause())
                        : Future.failedFuture("it was kept: " + kept.result()));
    return await(fault);
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
