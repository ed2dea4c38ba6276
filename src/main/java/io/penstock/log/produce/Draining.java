package io.penstock.log.produce;

import io.penstock.log.Appender;
import io.penstock.spool.Entry;
import io.penstock.spool.Spool;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the log what the spool holds, in order: sends some entries, waits until the log has them,
 * and only then saves that they need not be sent again.
 */
final class Draining {
  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

  /** At once on their way. */
  private static final long BYTES_MAX = 4 << 20;

  /** After so many rounds in vain, with a log that answers, there is no such topic. */
  private static final int ROUNDS_WITHOUT_TOPIC_MAX = 5;

  /** After so many tries what cannot be read is lost. */
  private static final int UNREADABLE_MAX = 10;

  private final Spooling spooling;
  private final Spool spool;
  private final Appender producer;
  private final Predicate<String> topicMissing;
  private final Set<String> goneTopics = new HashSet<>();
  private @Nullable Handover inHand;
  private boolean isTidy;
  private int roundsWithoutTopic;
  private int unreadable;

  /**
   * @param topicMissing whether the log answers, and says that there is no such topic
   */
  Draining(Spooling spooling, Appender producer, Predicate<String> topicMissing) {
    this.spooling = spooling;
    this.spool = spooling.spool();
    this.producer = producer;
    this.topicMissing = topicMissing;
  }

  /**
   * One round, and answers whether the next may follow at once. What was read stays in hand until
   * it has another home, whatever fails on the way.
   */
  boolean step() throws IOException {
    Handover handover = inHand == null ? gather() : inHand;
    inHand = handover;
    if (handover == null) {
      tidy();
      return false;
    }
    if (!handover.isDone()) {
      handover.round(producer);
    }
    if (!handover.isDone()) {
      return hasGivenUpTopic(handover);
    }
    setAside(handover);
    save(handover);
    return true;
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

  /** Answers whether another round may follow at once. */
  private boolean hasGivenUpTopic(Handover handover) {
    if (!isTopicUnknown(handover) || !topicMissing.test(handover.nextTopic())) {
      roundsWithoutTopic = 0;
      return false;
    }
    roundsWithoutTopic++;
    giveUpTopic(handover);
    return true;
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
  private void tidy() throws IOException {
    if (!isTidy) {
      isTidy = true;
      spooling.leaveSegmentIfDrained();
      spool.save();
      spooling.drained(0);
    }
  }
}
