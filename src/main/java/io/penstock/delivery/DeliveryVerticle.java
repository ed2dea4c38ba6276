package io.penstock.delivery;

import io.penstock.bus.Address;
import io.penstock.event.EventReader;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupReader;
import io.penstock.log.LogConfig;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.SinkState;
import io.penstock.observability.SinkState.Circuit;
import io.penstock.sink.Answer;
import io.penstock.sink.Batch;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches from the log to one sink, and remembers how far it got. Lives on a virtual
 * thread.
 */
public final class DeliveryVerticle extends VerticleBase {
  /** Told after each checkpoint. */
  public static final Address<Settled> SETTLED = new Address<>("delivery.settled");

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryVerticle.class);
  private static final long POLL_MILLIS_MAX = 200;

  /** While a batch is written, so that its answer is heard soon. */
  private static final long POLL_MILLIS_WHILE_WRITING = 5;

  private static final Duration PAUSE_AFTER_A_FAULT = Duration.ofSeconds(5);

  private final DeliveryConfig config;
  private final LogConfig log;
  private final Map<String, Stream> streamsByTopic;
  private final Sink sink;
  private final Attempts attempts;
  private final String member;
  private final String tenantOtherwise;
  private final Health health;
  private final Meters.Delivery meters;
  private final SinkState state;
  private final Clock clock;
  private final Map<Partition, Lane> lanes = new LinkedHashMap<>();
  private final Map<Partition, Position> uncommitted = new HashMap<>();
  private final Map<Partition, Long> missing = new HashMap<>();
  private @Nullable GroupReader reader;
  private @Nullable Held held;
  private @Nullable Writing writing;
  private boolean stopping;

  public DeliveryVerticle(
      DeliveryConfig config,
      LogConfig log,
      List<Stream> streams,
      Sink sink,
      String member,
      String tenantOtherwise,
      Health health,
      Meters.Delivery meters,
      Clock clock) {
    this.config = config;
    this.log = log;
    this.streamsByTopic =
        streams.stream().collect(Collectors.toMap(Stream::topic, Function.identity()));
    this.sink = sink;
    this.attempts = new Attempts(sink, meters);
    this.member = member;
    this.tenantOtherwise = tenantOtherwise;
    this.health = health;
    this.meters = meters;
    this.state = meters.state(clock);
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    context.runOnContext(first -> open());
    return Future.succeededFuture();
  }

  /** A sink that cannot be opened joins no group, and tries again. */
  private void open() {
    if (stopping) {
      return;
    }
    try {
      sink.open();
      reader =
          new GroupReader(
              log,
              config.group(),
              member,
              streamsByTopic.keySet(),
              config.eventsMax(),
              new Assignments());
      flows();
      context.runOnContext(next -> step());
    } catch (SinkFault fault) {
      LOG.atWarn()
          .addKeyValue("sink", config.sink())
          .log("The sink does not open: {}", fault.getMessage());
      startOver(String.valueOf(fault.getMessage()));
    } catch (RuntimeException fault) {
      crash(fault);
    }
  }

  /**
   * Our own fault, or the broker's: nothing moved, so leaving the group and coming back repeats
   * what was not settled.
   */
  private void crash(RuntimeException fault) {
    LOG.atError()
        .addKeyValue("sink", config.sink())
        .setCause(fault)
        .log("Delivery failed, and starts over");
    meters.crashes.increment();
    startOver("delivery failed: " + fault);
  }

  private void startOver(String reason) {
    health.red(component(), reason);
    state.circuit(Circuit.OPEN);
    closeReader();
    sink.close();
    vertx.setTimer(PAUSE_AFTER_A_FAULT.toMillis(), again -> open());
  }

  private void closeReader() {
    if (reader != null) {
      reader.close();
    }
    if (writing != null) {
      writing.awaitEnd();
    }
    writing = null;
    reader = null;
    held = null;
    lanes.clear();
    uncommitted.clear();
    missing.clear();
  }

  private void flows() {
    health.green(component());
    state.circuit(Circuit.CLOSED);
  }

  /**
   * One bounded step; the next is scheduled when this one is done, so stopping and messages always
   * get in.
   */
  private void step() {
    GroupReader from = reader;
    if (stopping || from == null) {
      return;
    }
    try {
      gather(from.poll(Duration.ofMillis(pollMillis())));
      if (writing != null && writing.isDone()) {
        finishWriting();
      }
      if (held == null) {
        writeWhatIsRipe();
      } else if (clock.millis() >= held.untilMillis()) {
        tryAgain(held);
      }
      commit(from);
      tellWhatWaits(from);
      context.runOnContext(next -> step());
    } catch (RuntimeException fault) {
      crash(fault);
    }
  }

  private long pollMillis() {
    if (held != null) {
      return POLL_MILLIS_MAX;
    }
    long now = clock.millis();
    long ripe =
        lanes.values().stream()
            .filter(lane -> !isBeingWritten(lane))
            .mapToLong(lane -> lane.millisToRipe(now))
            .min()
            .orElse(POLL_MILLIS_MAX);
    return Math.min(ripe, writing == null ? POLL_MILLIS_MAX : POLL_MILLIS_WHILE_WRITING);
  }

  private void gather(List<LogRecord> records) {
    long now = clock.millis();
    for (LogRecord record : records) {
      Lane lane = lanes.get(record.partition());
      if (lane != null) {
        lane.add(record, now);
      }
    }
  }

  private void writeWhatIsRipe() {
    long now = clock.millis();
    for (Lane lane : List.copyOf(lanes.values())) {
      if (held == null && lane.isRipe(now) && !isBeingWritten(lane)) {
        write(lane);
      }
    }
  }

  /**
   * Encodes a batch while the one before is still being written, and has it written when that one
   * is settled: the sink never writes two at a time.
   */
  private void write(Lane lane) {
    Batch batch = lane.batch();
    Supplier<Outcome> write = attempts.encoded(batch, lane.unreadable());
    finishWriting();
    if (held == null) {
      requireReader().pause(lane.partition());
      writing = new Writing(lane, batch, write);
    }
  }

  private boolean isBeingWritten(Lane lane) {
    return writing != null && writing.lane() == lane;
  }

  /** Waits for the batch that is being written, if there is one, and settles it. */
  private void finishWriting() {
    Writing finishing = writing;
    if (finishing == null) {
      return;
    }
    writing = null;
    Lane lane = finishing.lane();
    settle(lane, finishing.batch(), finishing.outcome());
    if (held == null) {
      requireReader().resume(lane.partition());
    }
  }

  /** The offset moves only once every event is where it belongs: that is the promise. */
  private void settle(Lane lane, Batch batch, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered(int repeated, int conflicting) ->
          delivered(lane, batch, repeated, conflicting);
      case Outcome.Superseded() -> goOnWhereTheSinkIs(lane);
      case Outcome.Hold hold -> hold(hold);
      case Outcome.Refused(String reason) ->
          hold(new Outcome.Hold(Cause.SCHEMA, reason, Attempts.PAUSE_WHEN_SET_ASIDE));
      case Outcome.PerEvent(List<Answer> answers) -> settleEach(lane, batch, answers);
    }
  }

  private void delivered(Lane lane, Batch batch, int repeated, int conflicting) {
    meters.delivered.add(batch.events().size() - repeated);
    meters.repeated.add(repeated);
    meters.filtered.add(batch.filtered());
    meters.conflicting.add(conflicting);
    meters.batchRecords.record((double) batch.events().size());
    meters.batchBytes.record((double) lane.bytes());
    lane.settle(batch.after(repeated));
    tellTheGroup(lane.partition(), lane.checkpoint());
    SETTLED.publish(
        vertx.eventBus(),
        new Settled(config.sink(), batch.topic(), batch.partition(), lane.checkpoint()));
  }

  private void tellTheGroup(Partition partition, Checkpoint reached) {
    uncommitted.put(partition, new Position(reached.next(), reached.packed()));
  }

  /**
   * All stored is as good as delivered; anything else waits until set-aside events have another
   * home.
   */
  private void settleEach(Lane lane, Batch batch, List<Answer> answers) {
    Optional<Answer> trouble =
        answers.stream().filter(answer -> !(answer instanceof Answer.Stored)).findFirst();
    if (trouble.isPresent()) {
      hold(new Outcome.Hold(Cause.SCHEMA, trouble.get().toString(), Attempts.PAUSE_WHEN_SET_ASIDE));
      return;
    }
    int repeated =
        (int)
            answers.stream()
                .filter(answer -> answer instanceof Answer.Stored stored && stored.repeated())
                .count();
    delivered(lane, batch, repeated, 0);
  }

  /** Another writer was first; what was gathered here is read again from where that one got. */
  private void goOnWhereTheSinkIs(Lane lane) {
    Partition partition = lane.partition();
    Checkpoint reached =
        sink.checkpoint(partition.topic(), partition.number())
            .orElseThrow(
                () -> new SinkFault("superseded, but without a checkpoint of " + partition));
    lane.settle(reached);
    tellTheGroup(partition, reached);
    requireReader().seek(partition, reached.next());
  }

  private void hold(Outcome.Hold hold) {
    int times = held == null ? 1 : held.times() + 1;
    if (held == null) {
      lanes.keySet().forEach(requireReader()::pause);
      LOG.atWarn()
          .addKeyValue("sink", config.sink())
          .addKeyValue("cause", hold.cause())
          .log("The sink is held: {}", hold.reason());
    }
    held = new Held(hold.cause(), hold.reason(), clock.millis() + hold.after().toMillis(), times);
    state.circuit(Circuit.OPEN);
    health.amber(component(), "held, " + hold.cause() + ": " + hold.reason());
    // last, so that whoever sees the count finds the sink held
    meters.held.increment();
  }

  /** Offers one range again; only when the sink takes it, the others follow. */
  private void tryAgain(Held before) {
    state.circuit(Circuit.HALF_OPEN);
    for (Lane lane : List.copyOf(lanes.values())) {
      if (!lane.isEmpty()) {
        Batch batch = lane.batch();
        settle(lane, batch, attempts.encoded(batch, lane.unreadable()).get());
        break;
      }
    }
    if (Objects.equals(held, before)) {
      held = null;
      lanes.keySet().forEach(requireReader()::resume);
      flows();
      LOG.atInfo()
          .addKeyValue("sink", config.sink())
          .log("The sink takes events again, after {} tries", before.times());
    }
  }

  private void commit(GroupReader to) {
    if (!uncommitted.isEmpty() && to.commit(uncommitted)) {
      uncommitted.clear();
    }
  }

  /** For scrapes, which come on other threads. */
  private void tellWhatWaits(GroupReader from) {
    long records = 0;
    long oldest = SinkState.NOTHING_WAITS;
    for (Lane lane : lanes.values()) {
      records += from.waiting(lane.partition(), lane.checkpoint().next());
      oldest = Math.min(oldest, lane.oldestMillis());
    }
    state.waiting(records, oldest);
    state.unexplained(missing.values().stream().mapToLong(Long::longValue).sum());
  }

  private GroupReader requireReader() {
    if (reader == null) {
      throw new IllegalStateException("not open");
    }
    return reader;
  }

  private String component() {
    return "sink " + config.sink();
  }

  /**
   * Leaves the offset where it is settled; what was gathered and not written is read again by
   * whoever comes next.
   */
  @Override
  public Future<?> stop() {
    stopping = true;
    state.waiting(0, SinkState.NOTHING_WAITS);
    closeReader();
    sink.close();
    return Future.succeededFuture();
  }

  /**
   * Starts each partition where the sink says, else where the group says, else at the oldest
   * record. A node that was killed between the two may have left the group behind its sink; the
   * ledger reads the group, so the group hears of it now and not only with the next record.
   */
  private final class Assignments implements GroupReader.Assignment {
    @Override
    public void assigned(Partition partition) {
      finishWriting();
      GroupReader from = requireReader();
      Stream stream = streamsByTopic.get(partition.topic());
      if (stream == null) {
        throw new IllegalStateException("assigned " + partition + ", which no stream has");
      }
      long beginning = from.beginning(partition);
      Optional<Checkpoint> ofSink = sink.checkpoint(partition.topic(), partition.number());
      Checkpoint checkpoint =
          ofSink
              .or(
                  () ->
                      from.committed(partition)
                          .flatMap(at -> Checkpoint.unpacked(at.next(), at.note())))
              .orElseGet(() -> Checkpoint.at(beginning));
      long end = from.end(partition);
      from.seek(partition, Math.clamp(checkpoint.next(), beginning, end));
      if (checkpoint.next() < beginning || checkpoint.next() > end) {
        standStill(partition, checkpoint, beginning, end);
        return;
      }
      lanes.put(
          partition,
          new Lane(
              config, partition, stream, new EventReader(stream, tenantOtherwise), checkpoint));
      ofSink.ifPresent(known -> tellTheGroup(partition, known));
      if (held != null) {
        from.pause(partition);
      }
    }

    /**
     * Going on would lose records without a word, so nothing of this partition is read until a
     * person has decided.
     */
    private void standStill(Partition partition, Checkpoint checkpoint, long beginning, long end) {
      requireReader().pause(partition);
      String reason =
          "%s is to go on at offset %d, but the log holds %d to %d"
              .formatted(partition, checkpoint.next(), beginning, end);
      missing.put(partition, Math.max(beginning - checkpoint.next(), checkpoint.next() - end));
      health.red(component() + " " + partition, reason);
      LOG.atError().addKeyValue("sink", config.sink()).log("A partition stands still: {}", reason);
    }

    /** Whoever gets the partition next must not meet a write of ours. */
    @Override
    public void revoked(Partition partition) {
      finishWriting();
      commit(requireReader());
      uncommitted.remove(partition);
      missing.remove(partition);
      lanes.remove(partition);
    }
  }
}
