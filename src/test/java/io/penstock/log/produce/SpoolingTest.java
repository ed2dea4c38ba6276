package io.penstock.log.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.batch.Keeping;
import io.penstock.batch.NotKept;
import io.penstock.batch.SpoolPlace;
import io.penstock.batch.Submission;
import io.penstock.batch.Submissions;
import io.penstock.fixture.Eventually;
import io.penstock.observability.Health;
import io.penstock.observability.Health.Level;
import io.penstock.observability.Meters;
import io.penstock.spool.SpoolConfig;
import io.penstock.spool.disk.MemoryDisk;
import io.penstock.spool.disk.MemoryDisk.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests on their way to a disk that may be full or fail. */
class SpoolingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final MemoryDisk disk = new MemoryDisk(new SplittableRandom(1));
  private final Health health = new Health();
  private final Spooling spooling;

  SpoolingTest() throws IOException {
    spooling =
        Spooling.open(
            disk,
            new SpoolConfig("spool", 100_000, 50_000),
            "node 1",
            new SpoolHealth(health),
            new Meters(new SimpleMeterRegistry(), "1"));
    health.red("log", "away");
  }

  @AfterEach
  void close() throws IOException {
    spooling.close();
  }

  @Test
  void aRequestIsPromisedWithItsPlace() {
    Submission first = add("[{},{},{}]");
    Submission second = add("{}");

    assertThat(keepingOf(first))
        .isEqualTo(new Keeping.InSpool(new SpoolPlace("topic", "node_1", 1, 0, 2)));
    assertThat(keepingOf(second))
        .isEqualTo(new Keeping.InSpool(new SpoolPlace("topic", "node_1", 1, 3, 3)));
    assertThat(spooling.isEmpty()).isFalse();
    Eventually.holds("amber", SOON, () -> level() == Level.AMBER);
    assertThat(health.isReady()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CREATE", "WRITE", "FORCE", "FORCE_NAMES"})
  void nothingIsPromisedWhileTheDiskFailsAndItRecoversByItself(Step step) {
    disk.fail(step);

    assertThat(whyNot(add("{}"))).isEqualTo(NotKept.Why.SPOOL_FAILING);
    Eventually.holds("not ready", SOON, () -> level() == Level.RED && !health.isReady());
    disk.heal();
    spooling.probe();

    Eventually.holds("ready", SOON, health::isReady);
    assertThat(keepingOf(add("{}")))
        .isInstanceOfSatisfying(
            Keeping.InSpool.class, kept -> assertThat(kept.place().first()).isZero());
  }

  @Test
  void aFullDiskIsNoEnd() {
    disk.limit(3_000);

    assertThat(whyNot(add(large()))).isEqualTo(NotKept.Why.SPOOL_FAILING);
    disk.heal();

    assertThat(keepingOf(add(large()))).isInstanceOf(Keeping.InSpool.class);
    Eventually.holds("ready", SOON, health::isReady);
  }

  @Test
  void aFullSpoolSaysSo() {
    Submission last = add(large());
    for (int i = 0; i < 20; i++) {
      last = add(large());
    }

    assertThat(whyNot(last)).isEqualTo(NotKept.Why.SPOOL_FULL);
    Eventually.holds("not ready", SOON, () -> level() == Level.RED && !health.isReady());
  }

  private static String large() {
    return "{\"v\":\"" + "x".repeat(9_000) + "\"}";
  }

  private Submission add(String body) {
    Submission submission = Submissions.of(Submissions.stream("topic", 1 << 20), body);
    spooling.add(submission);
    return submission;
  }

  private Level level() {
    return Objects.requireNonNull(health.components().get("spool")).level();
  }

  private static Keeping keepingOf(Submission submission) {
    return submission
        .kept()
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static NotKept.Why whyNot(Submission submission) {
    try {
      throw new AssertionError("it was kept: " + keepingOf(submission));
    } catch (CompletionException fault) {
      if (fault.getCause() instanceof NotKept notKept) {
        return notKept.why();
      }
      throw fault;
    }
  }
}
