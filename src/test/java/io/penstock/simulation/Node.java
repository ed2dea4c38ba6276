package io.penstock.simulation;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.penstock.batch.Submission;
import io.penstock.delivery.DeliveryActor;
import io.penstock.delivery.DeliveryConfig;
import io.penstock.log.GroupReader;
import io.penstock.log.LetterBox;
import io.penstock.observability.Meters;
import io.penstock.retry.RetryActor;
import io.penstock.retry.SinkGate;
import io.penstock.retry.SinkRetries;
import io.penstock.sink.Elsewhere;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One process: everything in it is real but what it touches. Made anew with each start. */
final class Node {
  private final String name;
  private final Installation all;
  private final Consumer<Throwable> surprises;
  private final Life life;
  private final LetterBox letterBox;
  private final Meters meters = new Meters(new CompositeMeterRegistry(), "simulation");
  private final List<FakeReader> readers = new ArrayList<>();
  private final List<DeliveryActor> deliveries = new ArrayList<>();
  private final List<SinkRetries> retries = new ArrayList<>();
  private final RetryActor scheduler;
  private final Front front;
  private boolean asleep;

  Node(String name, Installation all, Consumer<Throwable> surprises) {
    this.name = name;
    this.all = all;
    this.surprises = surprises;
    this.life = new Life(all.dice);
    this.letterBox = new FakeLetterBox(all.log, life, all.dice);
    boolean fenced = all.mutant != Mutant.NO_FENCE;
    add(Installation.SQL, new SqlSink(all.sqlStore, all.sqlTroubles, life, fenced));
    add(Installation.BULK, new BulkSink(all.bulkStore, all.bulkTroubles, life, all.dice));
    boolean intents = all.mutant != Mutant.NO_INTENT;
    add(
        Installation.TOKEN,
        new TokenSink(all.tokenStore, all.tokenTroubles, life, all.dice, intents));
    this.scheduler =
        new RetryActor(
            retries, it -> reader(all.groupOfTiers(), it), letterBox, all.clock, this::hear);
    this.front = new Front(all, all.diskOf(name), meters, life);
  }

  private void add(DeliveryConfig config, Sink sink) {
    Meters.Delivery its = meters.delivery(config.sink());
    deliveries.add(
        new DeliveryActor(
            config,
            it -> join(config, it),
            letterBox,
            Installation.STREAM,
            sink,
            its,
            all.clock,
            this::hear));
    var gate = new SinkGate(config.retry(), its, new Elsewhere(), all.clock.millis());
    retries.add(new SinkRetries(config.sink(), config.retry(), gate));
  }

  private GroupReader join(DeliveryConfig config, GroupReader.Assignment assignment) {
    GroupReader.Factory factory = it -> reader(all.groupOf(config), it);
    return switch (all.mutant) {
      case COMMIT_BEFORE_WRITE, DROP_ON_REVOKE -> new HastyReader(all.mutant, factory, assignment);
      case NONE, ACK_BEFORE_FSYNC, NO_FENCE, NO_INTENT, NO_FLUSH_ON_STOP ->
          factory.join(assignment);
    };
  }

  private FakeReader reader(FakeGroup group, GroupReader.Assignment assignment) {
    var reader = new FakeReader(all.log, group, name, assignment, life, all.dice);
    readers.add(reader);
    return reader;
  }

  /** What the world outside does to a node is no surprise, and nor is what a dead one says. */
  private void hear(Throwable fault) {
    boolean outside = fault instanceof BrokerAway || fault instanceof SinkFault;
    if (!outside && !life.isOver()) {
      surprises.accept(fault);
    }
    all.trace.says(() -> name + " hears of " + fault);
  }

  String name() {
    return name;
  }

  boolean isDead() {
    return life.isOver();
  }

  boolean isRunning() {
    return !asleep && !isDead();
  }

  /** Stands still, and does not know of it; what it does next it does as if no time had passed. */
  void asleep(boolean now) {
    all.trace.says(() -> name + (now ? " stands still" : " goes on"));
    asleep = now;
    readers.forEach(reader -> reader.asleep(now));
  }

  void take(Submission submission) {
    front.take(submission);
  }

  /** One of its threads gets one step further. */
  void step() {
    DeliveryActor delivery = all.dice.oneOf(deliveries);
    try {
      switch (all.dice.below(8)) {
        case 0, 1 -> delivery.step();
        case 2 -> delivery.write();
        case 3 -> scheduler.step();
        default -> front.step();
      }
    } catch (RuntimeException | Error fault) {
      hear(fault);
    }
  }

  /** Without a word: nobody settles anything. */
  void dies() {
    life.end();
  }

  /** In order, from the door inwards; answers whether it did not die on the way. */
  boolean stops() {
    try {
      front.stop();
      deliveries.forEach(DeliveryActor::close);
      scheduler.close();
    } catch (RuntimeException | Error | IOException fault) {
      hear(fault);
    }
    boolean inOrder = !life.isOver();
    life.end();
    return inOrder;
  }

  boolean isQuiet() {
    return front.isQuiet();
  }

  /** Records that its spool could not give back. */
  long lost() {
    return front.lost();
  }
}
