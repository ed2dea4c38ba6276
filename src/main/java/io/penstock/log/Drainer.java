package io.penstock.log;

import io.penstock.spool.Entry;
import io.penstock.spool.Spool;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the log what the spool holds, in order: sends some entries, waits until the log has them,
 * and only then saves that they need not be sent again. On a thread of its own.
 */
final class Drainer {
  private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);

  /** At once on their way. */
  private static final long BYTES_MAX = 4 << 20;

  private static final long PAUSE_MILLIS = 500;
  private static final long FINISH_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
  private static final long JOIN_MILLIS_MAX = 2_000;

  /** After so many rounds in vain, with a log that answers, there is no such topic. */
  private static final int ROUNDS_WITHOUT_TOPIC_MAX = 5;

  /** After so many tries what cannot be read is lost. */
  private static final int UNREADABLE_MAX = 10;

  private final Spooling spooling;
  private final Spool spool;
  private final Producer<byte[], byte[]> producer;
  private final BooleanSupplier logAnswers;
  private final TopicCheck topics;
  private final Semaphore wake = new Semaphore(0);
  private final Set<String> goneTopics = new HashSet<>();
  private final Thread thread;
  private volatile boolean stopping;
  private @Nullable Handover inHand;
  private boolean isTidy;
  private int roundsWithoutTopic;
  private int unreadable;

  Drainer(
      Spooling spooling,
      Producer<byte[], byte[]> producer,
      BooleanSupplier logAnswers,
      TopicCheck topics) {
    this.topics = topics;
    this.spooling = spooling;
    this.spool = spooling.spool();
    this.producer = producer;
    this.logAnswers = logAnswers;
    this.thread = Thread.ofPlatform().daemon().name("spool-drainer").unstarted(this::run);
  }

  void start() {
    spooling.onKept(wake::release);
    thread.start();
  }

  /** Gives what waits a chance, as long as the log answers and there is time. */
  void finish() throws InterruptedException {
    long end = System.nanoTime() + FINISH_NANOS_MAX;
    while (!spooling.isEmpty() && logAnswers.getAsBoolean() && System.nanoTime() < end) {
      thread.join(PAUSE_MILLIS / 5);
    }
    stopping = true;
    wake.release();
  }

  /** What is on its way is answered or comes again after the next start. */
  void stop() throws InterruptedException {
    thread.join(JOIN_MILLIS_MAX);
  }

  private void run() {
    while (!stopping) {
      try {
        step();
      } catch (IOException | RuntimeException fault) {
        LOG.atWarn()
            .addKeyValue("fault", String.valueOf(fault))
            .log("The spool cannot be drained now");
        pause();
      }
    }
  }

  /** What was read stays in hand until it has another home, whatever fails on the way. */
  private void step() throws IOException {
    Handover handover = inHand == null ? gather() : inHand;
    inHand = handover;
    if (handover == null) {
      rest();
      return;
    }
    while (!handover.isDone() && !stopping) {
      handover.round(producer);
      if (!handover.isDone()) {
        waitForTheLog(handover);
      }
    }
    if (handover.isDone()) {
      setAside(handover);
      save(handover);
    }
  }

  /** Null where nothing is there. */
  private @Nullable Handover gather() throws IOException {
    var handover = new Handover();
    long bytes = 0;
    Optional<Entry> entry = read();
    boolean some = entry.isPresent();
    while (entry.isPresent()) {
      bytes += entry.get().payload().remaining();
      handover.add(entry.get());
      entry = bytes < BYTES_MAX ? readMore() : Optional.empty();
    }
    return some ? handover : null;
  }

  /** Reads again what cannot be read, and in the end goes on without it. */
  private Optional<Entry> read() throws IOException {
    try {
      Optional<Entry> entry = spool.read();
      unreadable = 0;
      return entry;
    } catch (IOException fault) {
      if (++unreadable == UNREADABLE_MAX) {
        unreadable = 0;
        spool.giveUpSegment();
      }
      throw fault;
    }
  }

  /** What was read before must not wait for what cannot be read. */
  private Optional<Entry> readMore() {
    try {
      return read();
    } catch (IOException askedAgain) {
      return Optional.empty();
    }
  }

  private void waitForTheLog(Handover handover) {
    if (isTopicUnknown(handover) && topics.isMissing(handover.nextTopic())) {
      roundsWithoutTopic++;
      giveUpTopic(handover);
    } else {
      roundsWithoutTopic = 0;
      pause();
    }
  }

  private static boolean isTopicUnknown(Handover handover) {
    Throwable fault = handover.lastFault();
    return fault != null && Refusals.isOfTheTopic(fault);
  }

  private void giveUpTopic(Handover handover) {
    String topic = handover.nextTopic();
    if (roundsWithoutTopic >= ROUNDS_WITHOUT_TOPIC_MAX || goneTopics.contains(topic)) {
      goneTopics.add(topic);
      roundsWithoutTopic = 0;
      handover.giveUp(topic);
    }
  }

  private void setAside(Handover handover) throws IOException {
    for (Handover.Refused refused : handover.refused()) {
      spool.setAside(refused.entry(), refused.bytes(), refused.count());
      LOG.atError()
          .addKeyValue("segment", refused.entry().segment())
          .addKeyValue("first", refused.entry().first())
          .addKeyValue("records", refused.count())
          .log("The log refuses records of the spool for good; they are in its quarantine");
    }
  }

  /** What was saved need not be sent again; where that fails, it may be, after the next start. */
  private void save(Handover handover) {
    inHand = null;
    isTidy = false;
    try {
      spool.save();
    } catch (IOException fault) {
      LOG.atWarn()
          .addKeyValue("fault", String.valueOf(fault))
          .log("How far the spool is drained could not be saved");
    }
    spooling.drained(handover.taken());
  }

  /** Nothing stays on the disk while nothing waits. */
  private void rest() throws IOException {
    if (!isTidy) {
      isTidy = true;
      spooling.leaveSegmentIfDrained();
      spool.save();
      spooling.drained(0);
    }
    pause();
  }

  private void pause() {
    try {
      if (wake.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
