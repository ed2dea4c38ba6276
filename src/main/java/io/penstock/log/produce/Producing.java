package io.penstock.log.produce;

import io.penstock.batch.Gathered;
import io.penstock.batch.Submission;
import io.penstock.log.Appender;
import java.util.Iterator;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/** Gives requests to the log's producer, and to the spool while the log is away. */
final class Producing {
  private final Appender producer;
  private final Spooling spooling;
  private final Predicate<String> topics;
  private volatile boolean topicMissing;

  /**
   * @param topics whether the log answers, and says that there is no such topic
   */
  Producing(Appender producer, Spooling spooling, Predicate<String> topics) {
    this.producer = producer;
    this.spooling = spooling;
    this.topics = topics;
  }

  /** What the spool holds was first: while there is anything, what comes goes behind it. */
  void take(Gathered batch) {
    Iterator<Submission> submissions = batch.submissions().iterator();
    topicMissing = false;
    try {
      boolean taken = true;
      while (taken && submissions.hasNext() && spooling.isEmpty()) {
        taken = send(submissions.next());
      }
    } finally {
      submissions.forEachRemaining(this::keepWithoutTrying);
    }
  }

  /**
   * Answers whether the producer takes more. Where it waited in vain for the topic's metadata or
   * for memory, it would wait as long for each record that follows. Any other fault is this
   * request's alone.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the acknowledgement hears of it
  private boolean send(Submission submission) {
    var acknowledgement = new Acknowledgement(submission, this::keepUnlessItsOwnFault);
    int count = submission.slices().count();
    int sent = 0;
    try {
      var records = new Records(submission);
      for (; sent < count && !acknowledgement.hasFailed(); sent++) {
        producer.send(records.get(sent), acknowledgement);
      }
    } catch (RuntimeException | Error fault) {
      acknowledgement.fail(fault);
    }
    acknowledgement.leaveOut(count - sent);
    return !acknowledgement.hasTimedOut();
  }

  /**
   * After the log's last word on a request: what is away may come back, so the spool keeps it. What
   * the log would refuse then too, and what is our own fault, the sender has to hear of.
   */
  private void keepUnlessItsOwnFault(Submission submission, Throwable fault) {
    boolean away = fault instanceof KafkaException && !Refusals.isOfTheRecord(fault);
    if (away && !isOfAMissingTopic(fault, submission.stream().topic())) {
      spooling.add(submission);
    } else {
      submission.kept().tryFail(fault);
    }
  }

  /** Such a fault comes from the send itself, so it is the thread of a send that waits here. */
  private boolean isOfAMissingTopic(Throwable fault, String topic) {
    topicMissing = Refusals.isOfTheTopic(fault) && topics.test(topic);
    return topicMissing;
  }

  /** Nobody waits as long as another request just did, for nothing. */
  private void keepWithoutTrying(Submission submission) {
    if (topicMissing && spooling.isEmpty()) {
      submission.kept().tryFail("the producer takes nothing for " + submission.stream().topic());
    } else {
      spooling.add(submission);
    }
  }
}
