package io.penstock.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Every meter of ours has its name here. Counters that events touch are adders; a scrape reads
 * them.
 */
public final class Meters {
  /** From 1 ms to 10 s. */
  private static final Duration[] BUCKETS =
      java.util.stream.LongStream.of(
              1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, Door> doors = new ConcurrentHashMap<>();
  private final Queue<Object> kept = new ConcurrentLinkedQueue<>();

  public Meters(MeterRegistry registry, String version) {
    this.registry = registry;
    Gauge.builder("penstock.build.info", () -> 1).tag("version", version).register(registry);
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** What the doors count for one stream. */
  public final class Door {
    private final LongAdder received;
    private final LongAdder accepted;
    private final LongAdder duplicates;
    private final String stream;

    private Door(String stream) {
      this.stream = stream;
      received = adder("penstock.events.received", Tags.of("stream", stream));
      accepted = adder("penstock.events.accepted", Tags.of("stream", stream));
      duplicates = adder("penstock.events.duplicates", Tags.of("stream", stream));
    }

    public void received(int events) {
      received.add(events);
    }

    public void accepted(int events) {
      accepted.add(events);
    }

    public void duplicates(int events) {
      duplicates.add(events);
    }

    /** {@code reason} is one of the codes of violations, or the log's. */
    public void rejected(String reason, int events) {
      Counter.builder("penstock.events.rejected")
          .tag("stream", stream)
          .tag("reason", reason)
          .register(registry)
          .increment(events);
    }

    /**
     * A request was answered with a problem; where it was no JSON, nobody knows how many events.
     */
    public void refused(String code) {
      Meters.this.refused(stream, code);
    }
  }

  /** The same for every event loop: a meter exists once. */
  public Door door(String stream) {
    return doors.computeIfAbsent(stream, Door::new);
  }

  /** A request was refused before anybody knew which stream it is for. */
  public void refused(String code) {
    refused("unknown", code);
  }

  private void refused(String stream, String code) {
    Counter.builder("penstock.requests.refused")
        .tag("stream", stream)
        .tag("code", code)
        .register(registry)
        .increment();
  }

  /** Somebody was not let in; {@code reason} is one of a closed list, in capital letters. */
  public void denied(String reason) {
    Counter.builder("penstock.requests.denied")
        .tag("reason", reason.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** A tenant is near the end of what it may send on a day, or at it. */
  public void quotaWarning(String level) {
    Counter.builder("penstock.quota.warnings").tag("level", level).register(registry).increment();
  }

  /** The door has ended a connection. */
  public void connectionCut(String reason) {
    Counter.builder("penstock.connections.cut")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /** How long requests took from their last byte to their answer. */
  public Timer requestSeconds() {
    return Timer.builder("penstock.ingest.request")
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** What delivery counts for one sink. */
  public final class Delivery {
    private final Tags sink;
    public final LongAdder delivered;
    public final LongAdder repeated;
    public final LongAdder filtered;
    public final LongAdder conflicting;
    public final LongAdder held;
    public final LongAdder crashes;
    public final Timer writeSeconds;
    private final DistributionSummary batchRecords;
    private final DistributionSummary batchBytes;
    private final List<SinkState> states = new CopyOnWriteArrayList<>();
    private volatile long miscounted;

    private Delivery(Tags sink) {
      this.sink = sink;
      delivered = adder("penstock.events.delivered", sink);
      repeated = adder("penstock.events.repeated", sink);
      filtered = adder("penstock.events.filtered", sink);
      conflicting = adder("penstock.events.conflicting", sink);
      held = adder("penstock.sink.holds", sink);
      crashes = adder("penstock.delivery.crashes", sink);
      writeSeconds =
          Timer.builder("penstock.sink.write")
              .tags(sink)
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
      batchRecords =
          DistributionSummary.builder("penstock.batch.records").tags(sink).register(registry);
      batchBytes =
          DistributionSummary.builder("penstock.batch")
              .baseUnit("bytes")
              .tags(sink)
              .register(registry);
      gauge("penstock.sink.lag.records", sink, () -> sum(SinkState::lagRecords));
      gauge("penstock.sink.lag.seconds", sink, () -> worst(SinkState::lagSeconds));
      gauge("penstock.circuit.state", sink, () -> worst(SinkState::circuit));
      gauge("penstock.ledger.unexplained.events", sink, this::unexplained);
    }

    /** An event is a dead letter now; {@code reason} is one of a closed list. */
    public void deadLettered(String reason) {
      counter("penstock.events.dead.lettered", sink.and("reason", reason)).increment();
    }

    /** An event is to be tried again later; {@code failure} is one of a closed list. */
    public void retried(String failure) {
      counter("penstock.retries", sink.and("class", failure)).increment();
    }

    /** A batch was settled. */
    public void batch(long events, long bytes) {
      batchRecords.record((double) events);
      batchBytes.record((double) bytes);
    }

    /** For one more instance of the sink. */
    public SinkState state(Clock clock) {
      var state = new SinkState(clock);
      states.add(state);
      return state;
    }

    /** Whether any instance of the sink is held, or tries whether it is back. */
    public boolean isHeld() {
      return worst(SinkState::circuit) > 0;
    }

    /** Records that no instance of the sink has settled yet. */
    public long lagRecords() {
      return sum(SinkState::lagRecords);
    }

    /** So many offsets that checkpoints have passed are in no count. */
    public void miscounted(long offsets) {
      miscounted = offsets;
    }

    private long unexplained() {
      return miscounted + sum(SinkState::unexplained);
    }

    private long sum(ToLongFunction<SinkState> value) {
      return states.stream().mapToLong(value).sum();
    }

    private double worst(ToDoubleFunction<SinkState> value) {
      return states.stream().mapToDouble(value).max().orElse(0);
    }
  }

  /** The same for every instance of the sink. */
  public Delivery delivery(String sink) {
    return new Delivery(Tags.of("sink", sink));
  }

  /** The last two grow over all starts: the spool itself keeps them. */
  public SpoolMeters spool(
      LongSupplier bytes, LongSupplier records, LongSupplier lost, LongSupplier refused) {
    return new SpoolMeters(this, bytes, records, lost, refused);
  }

  public ClusterMeters cluster() {
    return new ClusterMeters(registry);
  }

  /** How many nodes this one sees, itself included. */
  public void nodes(Supplier<Number> nodes) {
    gauge("penstock.cluster.nodes", Tags.empty(), nodes);
  }

  /** The bytes in flight between the door and the log. */
  public void creditBytes(Supplier<Number> bytes) {
    gauge("penstock.credit.bytes", Tags.empty(), bytes);
  }

  /** A sink's dead letters in a state, as the index counted them last. */
  public void deadLetters(String sink, String state, Supplier<Number> letters) {
    gauge("penstock.dead.letters", Tags.of("sink", sink, "state", state), letters);
  }

  /** Records of the audit trail that its topic does not have yet. */
  public void auditUncopied(Supplier<Number> records) {
    gauge("penstock.audit.uncopied.records", Tags.empty(), records);
  }

  /** When the certificate of a door ends, in seconds since 1970. */
  public void certificateEnds(String door, Supplier<Number> seconds) {
    gauge("penstock.certificate.expiry.timestamp.seconds", Tags.of("door", door), seconds);
  }

  /** Whether the log answered when it was last asked. */
  public void logReachable(BooleanSupplier reachable) {
    gauge("penstock.log.reachable", Tags.empty(), () -> reachable.getAsBoolean() ? 1 : 0);
  }

  /** A value that is asked for at each scrape. */
  void gauge(String name, Tags tags, Supplier<Number> value) {
    Gauge.builder(name, value).tags(tags).strongReference(true).register(registry);
  }

  private Counter counter(String name, Tags tags) {
    return Counter.builder(name).tags(tags).register(registry);
  }

  LongAdder adder(String name, Tags tags) {
    var adder = new LongAdder();
    counted(name, tags, adder, LongAdder::doubleValue);
    return adder;
  }

  /** A registry refers to such a counter only weakly, and shows its last value for ever after. */
  <T> void counted(String name, Tags tags, T what, ToDoubleFunction<T> value) {
    kept.add(what);
    FunctionCounter.builder(name, what, value).tags(tags).register(registry);
  }
}
