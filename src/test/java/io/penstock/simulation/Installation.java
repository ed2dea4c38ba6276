package io.penstock.simulation;

import io.penstock.delivery.DeliveryConfig;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.fixture.HandClock;
import io.penstock.retry.RetryConfig;
import io.penstock.spool.disk.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What outlives every node: the log, the destinations, the clock, and how all is configured. */
final class Installation {
  static final Stream STREAM =
      new Stream(
          "events",
          "events",
          Kind.OPEN,
          "id",
          Optional.of("type"),
          Optional.empty(),
          Optional.empty(),
          KeyStrategy.ROUND_ROBIN,
          100,
          1 << 20);
  static final DeliveryConfig SQL = config("sql");
  static final DeliveryConfig BULK = config("bulk");
  static final DeliveryConfig TOKEN = config("token");
  static final List<DeliveryConfig> SINKS = List.of(SQL, BULK, TOKEN);
  static final String RETRIES = "retries";

  private static final int PARTITIONS = 3;
  private static final int LETTER_PARTITIONS = 2;

  final Dice dice;
  final Mutant mutant;
  final HandClock clock;
  final Trace trace;
  final FakeLog log;
  final SqlStore sqlStore;
  final BulkSink.Store bulkStore = new BulkSink.Store();
  final TokenStore tokenStore;
  final Troubles sqlTroubles;
  final Troubles bulkTroubles;
  final Troubles tokenTroubles;

  private final Map<String, MemoryDisk> disks = new HashMap<>();
  private final Set<MemoryDisk> doubtful = new HashSet<>();
  private long logAwayUntilMillis;

  Installation(Dice dice, Mutant mutant, HandClock clock, Trace trace) {
    this.dice = dice;
    this.mutant = mutant;
    this.clock = clock;
    this.trace = trace;
    this.log = new FakeLog(clock, dice, trace);
    this.sqlStore = new SqlStore(trace);
    this.tokenStore = new TokenStore(dice, trace);
    this.tokenTroubles = new Troubles("token", dice, clock, trace);
    this.sqlTroubles = new Troubles("sql", dice, clock, trace);
    this.bulkTroubles = new Troubles("bulk", dice, clock, trace);
    makeTopics();
    SINKS.forEach(this::groupOf);
    groupOfTiers();
  }

  /** So little that it is reached now and then, by three batches of one sink. */
  private static final long MEMORY_MAX = 15_000;

  private static DeliveryConfig config(String sink) {
    return new DeliveryConfig(
        sink,
        sink,
        1,
        List.of(STREAM.name()),
        Set.of("good", "unfit", "refused", "cursed"),
        8,
        1 << 20,
        Duration.ofMillis(100),
        MEMORY_MAX,
        3,
        new RetryConfig(
            sink,
            List.of(Duration.ofMillis(200), Duration.ofSeconds(2)),
            4,
            LETTER_PARTITIONS,
            1_000,
            0.2,
            1_000));
  }

  private void makeTopics() {
    log.has(STREAM.topic(), PARTITIONS);
    log.has(STREAM.deadLetterTopic(), LETTER_PARTITIONS);
    for (DeliveryConfig sink : SINKS) {
      sink.retry().topicNames().forEach(topic -> log.has(topic, LETTER_PARTITIONS));
    }
  }

  /** The disk under a node's spool. */
  MemoryDisk diskOf(String node) {
    return disks.computeIfAbsent(node, its -> new MemoryDisk(dice.split()));
  }

  /** Time goes on for all, and so do the heartbeats of whoever lives. */
  void passes(long millis) {
    clock.passes(Duration.ofMillis(millis));
    log.groups().forEach(FakeGroup::heartbeats);
    tokenStore.passes();
  }

  /** A step fails on a disk: after that, and a power cut, nobody can say what it held. */
  void fails(MemoryDisk disk) {
    doubtful.add(disk);
  }

  boolean hasFailed(MemoryDisk disk) {
    return doubtful.contains(disk);
  }

  /** For a while the log takes nothing from the doors. */
  void logGoesAway(Duration time) {
    trace.says(() -> "the log goes away for " + time);
    logAwayUntilMillis = clock.millis() + time.toMillis();
  }

  boolean isLogAway() {
    return clock.millis() < logAwayUntilMillis && !dice.isHealed();
  }

  FakeGroup groupOf(DeliveryConfig sink) {
    return log.group(sink.group(), List.of(STREAM.topic(), sink.retry().inbox()));
  }

  /** The retry schedulers are one group for all tiers. */
  FakeGroup groupOfTiers() {
    List<String> tiers = new ArrayList<>();
    SINKS.forEach(sink -> sink.retry().tiers().forEach(tier -> tiers.add(tier.topic())));
    return log.group(RETRIES, tiers);
  }
}
