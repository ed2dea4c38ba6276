package io.penstock.log.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.batch.Submissions;
import io.penstock.bus.LocalCodec;
import io.penstock.config.Configuration;
import io.penstock.event.Stream;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.log.LogConfig;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.spool.Inspection;
import io.penstock.spool.Spool;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.FileDisk;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool with something in it, and a real broker that does not want all of it. */
class DrainerIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TOO_LARGE = "{\"v\":\"" + "x".repeat(100_000) + "\"}";

  private final Stream stream = Submissions.stream(Broker.freshName("drained"), 1 << 10);
  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("partitions: 1").root()).at(Broker.bootstrapServers());
  private final Vertx vertx = Vertx.vertx();
  private final Health health = new Health();

  private final List<Spooling> opened = new ArrayList<>();

  @TempDir private Path folder;
  private FileDisk disk;

  @BeforeEach
  void prepare() throws IOException {
    vertx.eventBus().registerCodec(new LocalCodec());
    await(new Topics(vertx, log).prepare(List.of(TopicPlan.of(stream, log))));
    health.green("log");
    disk = FileDisk.hold(folder.resolve("spool"));
  }

  @AfterEach
  void close() throws IOException {
    await(vertx.close());
    for (Spooling spooling : opened) {
      spooling.close();
    }
    disk.close();
  }

  @Test
  void setsAsideTheRecordThatTheLogRefusesAndGoesOnWithTheOthers() throws IOException {
    Spool before = SpoolFixture.open(disk);
    SpoolFixture.keep(before, stream.topic(), "[{\"id\":1}," + TOO_LARGE + ",{\"id\":2}]");
    SpoolFixture.keep(before, stream.topic(), "{\"id\":3}");
    before.close();

    Spooling spooling = drain();

    assertThat(valuesIn()).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    assertThat(refused()).containsExactly(TOO_LARGE);
    assertThat(spooling.spool().refused()).isEqualTo(1);
    assertThat(spooling.spool().lost()).isZero();
    Eventually.holds("red", SOON, () -> !health.works("spool-quarantine"));
  }

  @Test
  void doesNotWaitForeverForATopicThatIsGone() throws IOException {
    String gone = Broker.freshName("gone");
    Spool before = SpoolFixture.open(disk);
    SpoolFixture.keep(before, gone, "[{\"id\":1},{\"id\":2}]");
    SpoolFixture.keep(before, stream.topic(), "{\"id\":3}");
    before.close();

    drain();

    assertThat(valuesIn()).containsExactly("{\"id\":3}");
    assertThat(refused()).containsExactly("{\"id\":1}", "{\"id\":2}");
  }

  private Spooling drain() throws IOException {
    Spooling spooling =
        Spooling.open(
            disk,
            SpoolConfig.read(Configuration.ofYaml("").root()),
            "it",
            new SpoolHealth(health),
            new Meters(new SimpleMeterRegistry(), "1"));
    opened.add(spooling);
    await(
        vertx.deployVerticle(
            new ProduceVerticle(
                log,
                List.of(stream),
                new ProducerGauges(new SimpleMeterRegistry()),
                spooling,
                () -> health.works("log")),
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    Eventually.holds("all is drained", SOON, spooling::isEmpty);
    return spooling;
  }

  private List<String> valuesIn() {
    return io.penstock.fixture.Topic.read(Broker.bootstrapServers(), stream.topic()).values();
  }

  private List<String> refused() throws IOException {
    List<String> events = new ArrayList<>();
    Inspection.ofRefused(
        disk,
        entry -> {
          SpooledRecords records = SpooledRecords.read(entry.payload());
          for (int i = 0; i < records.count(); i++) {
            events.add(new String(records.event(i), java.nio.charset.StandardCharsets.UTF_8));
          }
        });
    return events;
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
