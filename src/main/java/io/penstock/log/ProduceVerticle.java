package io.penstock.log;

import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Gathered;
import io.penstock.batch.ProducerFree;
import io.penstock.batch.Submission;
import io.penstock.event.Stream;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was gathered to the log, and to the spool while the log is away. Lives on a worker
 * thread, since a send may wait for the topic's metadata.
 */
public final class ProduceVerticle extends VerticleBase {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(8);

  private final LogConfig config;
  private final List<Stream> streams;
  private final ProducerGauges gauges;
  private final Spooling spooling;
  private final BooleanSupplier logAnswers;
  private final TopicCheck topics;
  private volatile boolean topicMissing;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private @Nullable Drainer drainer;

  /**
   * @param logAnswers whether the log did when it was last asked
   */
  public ProduceVerticle(
      LogConfig config,
      List<Stream> streams,
      ProducerGauges gauges,
      Spooling spooling,
      BooleanSupplier logAnswers) {
    this.config = config;
    this.streams = streams;
    this.gauges = gauges;
    this.spooling = spooling;
    this.logAnswers = logAnswers;
    this.topics = new TopicCheck(config);
  }

  @Override
  public Future<?> start() {
    var created = new KafkaProducer<byte[], byte[]>(ClientSettings.producer(config, streams));
    producer = created;
    getToKnowTopics(created);
    gauges.bind(created);
    var draining = new Drainer(spooling, created, logAnswers, topics);
    drainer = draining;
    draining.start();
    BatchingVerticle.PRODUCE.listen(vertx.eventBus(), batch -> produce(batch, created));
    return Future.succeededFuture();
  }

  /** So that no request has to wait for that; where the log is away, the first will. */
  private void getToKnowTopics(KafkaProducer<byte[], byte[]> from) {
    if (logAnswers.getAsBoolean()) {
      streams.forEach(stream -> from.partitionsFor(stream.topic()));
    }
  }

  /** What the spool holds was first: while there is anything, what comes goes behind it. */
  private void produce(Gathered batch, KafkaProducer<byte[], byte[]> to) {
    Iterator<Submission> submissions = batch.submissions().iterator();
    topicMissing = false;
    try {
      boolean taken = true;
      while (taken && submissions.hasNext() && spooling.isEmpty()) {
        taken = produce(submissions.next(), to);
      }
    } finally {
      submissions.forEachRemaining(this::keepWithoutTrying);
      BatchingVerticle.FREE.publish(vertx.eventBus(), new ProducerFree());
    }
  }

  /**
   * Answers whether the producer takes more. Where it waited in vain for the topic's metadata or
   * for memory, it would wait as long for each record that follows. Any other fault is this
   * request's alone.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the acknowledgement hears of it
  private boolean produce(Submission submission, KafkaProducer<byte[], byte[]> to) {
    var acknowledgement = new Acknowledgement(submission, this::keepUnlessItsOwnFault);
    int count = submission.slices().count();
    int sent = 0;
    try {
      var records = new Records(submission);
      for (; sent < count && !acknowledgement.hasFailed(); sent++) {
        to.send(records.get(sent), acknowledgement);
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

  /** Such a fault comes from the send itself, so it is this verticle's thread that waits here. */
  private boolean isOfAMissingTopic(Throwable fault, String topic) {
    topicMissing = Refusals.isOfTheTopic(fault) && topics.isMissing(topic);
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

  /** What is not acknowledged by then goes to the spool, which stays on the disk. */
  @Override
  public Future<?> stop() throws InterruptedException {
    if (drainer != null) {
      drainer.finish();
    }
    if (producer != null) {
      producer.close(CLOSE_MAX);
    }
    if (drainer != null) {
      drainer.stop();
    }
    return Future.succeededFuture();
  }
}
