package io.penstock.retry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.event.RequestStamp;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.HandClock;
import io.penstock.fixture.Topic;
import io.penstock.log.Failure;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.Letter;
import io.penstock.log.Letter.Other;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LogConfig;
import io.penstock.log.Partition;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.retry.RetryOrder.Act;
import io.penstock.retry.RetryOrder.Selection;
import io.penstock.retry.RetrySchedule.State;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scheduler between two tiers and an inbox of a real log. */
class RetrySchedulerIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int STEPS = 5;

  private final String name = Broker.freshName("retry");
  private final RetryConfig config =
      new RetryConfig(
          name, List.of(Duration.ofSeconds(30), Duration.ofMinutes(5)), 10, 1, 100, 0.2, 1_000);
  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("").root()).at(Broker.bootstrapServers());
  private final KafkaLetterBox letterBox = new KafkaLetterBox(log, 1 << 20);
  private final Vertx vertx = Vertx.vertx();
  private final HandClock clock = new HandClock();
  private final HandGate gate = new HandGate();
  private final Set<Selection> holds = new HashSet<>();
  private RetryScheduler scheduler;

  private static final class HandGate implements Gate {
    private boolean isOpen = true;
    private int allowed = Integer.MAX_VALUE;

    @Override
    public boolean isOpen() {
      return isOpen;
    }

    @Override
    public int take(int wanted, long nowMillis) {
      int taken = Math.min(wanted, allowed);
      allowed -= taken;
      return taken;
    }
  }

  @BeforeEach
  void start() throws Exception {
    List<TopicPlan> topics =
        config.topicNames().stream()
            .map(topic -> TopicPlan.ofLetters(topic, "lake", 1 << 20, 1, log))
            .toList();
    new Topics(vertx, log).prepare(topics).await(30, TimeUnit.SECONDS);
    scheduler = scheduler();
  }

  private RetryScheduler scheduler() {
    var sink = new SinkRetries("lake", config, gate);
    return new RetryScheduler(
        "node",
        List.of(sink),
        assignment ->
            new KafkaGroupReader(log, name, "m", Set.copyOf(sink.tierTopics()), 500, assignment),
        letterBox,
        holds,
        clock);
  }

  @AfterEach
  void stop() throws Exception {
    scheduler.close();
    letterBox.close();
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void movesALetterWhenItIsDueAndNotBefore() throws Exception {
    waitsIn("30s", "a");
    until(1);

    clock.passes(Duration.ofSeconds(28));
    steps();
    assertThat(inbox()).isEmpty();

    clock.passes(Duration.ofSeconds(3));
    steps();
    assertThat(inbox()).containsExactly("a");
  }

  @Test
  void keepsEverythingOfALetterThatIsNotOurs() throws Exception {
    waitsIn("30s", "a");
    until(1);
    clock.passes(Duration.ofSeconds(40));
    steps();

    ConsumerRecord<byte[], byte[]> moved = Broker.read(config.inbox()).records().getFirst();
    assertThat(moved.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(Topic.header(moved, "traceparent")).isEqualTo("00-trace");
    assertThat(Topic.header(moved, "penstock-origin-topic")).isEqualTo("orders");
    assertThat(Topic.header(moved, "penstock-attempt")).isEqualTo("1");
  }

  @Test
  void aLongTierDelaysNoShortOne() throws Exception {
    waitsIn("5m", "late");
    waitsIn("30s", "soon");
    until(2);

    clock.passes(Duration.ofSeconds(40));
    steps();
    assertThat(inbox()).containsExactly("soon");

    clock.passes(Duration.ofMinutes(5));
    steps();
    assertThat(inbox()).containsExactly("soon", "late");
  }

  @Test
  void waitsWhileTheSinkIsHeldAndTakesOnlyWhatItsShareAllows() throws Exception {
    waitsIn("30s", "a", "b", "c");
    until(1);
    gate.isOpen = false;
    clock.passes(Duration.ofMinutes(1));
    steps();
    assertThat(inbox()).isEmpty();
    assertThat(line("30s").state()).isEqualTo(State.PAUSED);

    gate.isOpen = true;
    gate.allowed = 2;
    steps();
    assertThat(inbox()).containsExactly("a", "b");

    gate.allowed = 1;
    steps();
    assertThat(inbox()).containsExactly("a", "b", "c");
  }

  @Test
  void whatAPersonHoldsWaitsUntilItIsReleased() throws Exception {
    waitsIn("30s", "a");
    until(1);
    scheduler.obey(new RetryOrder(Act.HOLD, tier("30s")));
    clock.passes(Duration.ofMinutes(1));
    steps();
    assertThat(inbox()).isEmpty();
    assertThat(line("30s").state()).isEqualTo(State.HELD);
    assertThat(line("30s").waiting()).isEqualTo(1);

    scheduler.obey(new RetryOrder(Act.RELEASE, tier("30s")));
    steps();
    assertThat(inbox()).containsExactly("a");
  }

  @Test
  void whatIsHeldCanBeForcedAndStaysHeldForWhatComesLater() throws Exception {
    waitsIn("5m", "a");
    until(1);
    scheduler.obey(new RetryOrder(Act.HOLD, tier("5m")));

    scheduler.obey(new RetryOrder(Act.FORCE, tier("5m")));
    steps();
    assertThat(inbox()).containsExactly("a");
    assertThat(line("5m").state()).isEqualTo(State.HELD);

    waitsIn("5m", "b");
    until(1);
    clock.passes(Duration.ofMinutes(6));
    steps();
    assertThat(inbox()).containsExactly("a");
  }

  @Test
  void aHoldIsThereForATierThatIsAssignedLater() throws Exception {
    scheduler.close();
    holds.add(tier("30s"));
    scheduler = scheduler();
    waitsIn("30s", "a");
    until(1);
    clock.passes(Duration.ofMinutes(1));

    steps();

    assertThat(inbox()).isEmpty();
  }

  @Test
  void whatAPersonForcesIsDueAtOnceAndWhatComesLaterIsNot() throws Exception {
    waitsIn("5m", "a", "b");
    until(1);
    gate.isOpen = false;

    scheduler.obey(new RetryOrder(Act.FORCE, tier("5m")));
    assertThat(line("5m").state()).isEqualTo(State.FORCED);
    steps();
    assertThat(inbox()).containsExactly("a", "b");

    waitsIn("5m", "c");
    until(1);
    assertThat(inbox()).containsExactly("a", "b");
    assertThat(line("5m").state()).isEqualTo(State.PAUSED);
  }

  @Test
  void goesOnAfterARestartBehindWhatWasMoved() throws Exception {
    waitsIn("30s", "a");
    until(1);
    clock.passes(Duration.ofMinutes(1));
    steps();
    scheduler.close();
    waitsIn("30s", "b");

    scheduler = scheduler();
    clock.passes(Duration.ofMinutes(1));
    Eventually.holds(
        "the second is moved and the first not again",
        SOON,
        () -> {
          scheduler.step();
          return inbox().equals(List.of("a", "b"));
        });
  }

  @Test
  void aStrangerAmongTheLettersDelaysNobodyAndIsNotLost() throws Exception {
    Broker.produce(config.tiers().getFirst().topic(), List.of("what is this"));
    waitsIn("30s", "a");
    until(1);

    clock.passes(Duration.ofMinutes(1));
    steps();

    assertThat(inbox()).containsExactly("what is this", "a");
    ConsumerRecord<byte[], byte[]> stranger = Broker.read(config.inbox()).records().getFirst();
    assertThat(Topic.header(stranger, "penstock-error-code")).isEqualTo("no_letter");
  }

  private Selection tier(String delay) {
    return new Selection("lake", name + ".retry-" + delay);
  }

  private void waitsIn(String delay, String... texts) throws Exception {
    letterBox.append(
        List.of(texts).stream()
            .map(text -> new Addressed(letter(text), tier(delay).tier(), 0))
            .toList());
    clockIsAsTheBrokers();
  }

  /** Which stamps what is appended; never backwards. */
  private void clockIsAsTheBrokers() {
    Duration behind = Duration.between(clock.instant(), Instant.now());
    if (behind.isPositive()) {
      clock.passes(behind);
    }
  }

  private static Letter letter(String text) {
    return new Letter(
        new Partition("orders", 3),
        17,
        1_000,
        "key".getBytes(UTF_8),
        text.getBytes(UTF_8),
        List.of(new Other("traceparent", "00-trace".getBytes(UTF_8))),
        new RequestStamp("tenant", 1_000_000, "127.0.0.1", "key-1"),
        text,
        "lake",
        "penstock.lake",
        new Failure(Failure.Kind.LATER, "429", "not now", ""),
        1,
        Optional.empty(),
        2_000,
        "");
  }

  /** Steps until so many slots have read their first letter. */
  private void until(int slots) {
    Eventually.holds(
        slots + " slot(s) have a letter",
        SOON,
        () -> {
          scheduler.step();
          return scheduler.schedule().lines().stream()
                  .filter(line -> line.dueMillis().isPresent())
                  .count()
              == slots;
        });
  }

  private void steps() {
    for (int i = 0; i < STEPS; i++) {
      scheduler.step();
    }
  }

  private RetrySchedule.Line line(String delay) {
    return scheduler.schedule().lines().stream()
        .filter(line -> line.tier().equals(tier(delay).tier()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> inbox() {
    return Broker.read(config.inbox()).values();
  }
}
