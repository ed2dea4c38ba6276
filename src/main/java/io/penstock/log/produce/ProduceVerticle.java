package io.penstock.log.produce;

import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Gathered;
import io.penstock.batch.ProducerFree;
import io.penstock.event.Stream;
import io.penstock.log.ClientSettings;
import io.penstock.log.LogConfig;
import io.penstock.log.LogProducer;
import io.penstock.log.TopicCheck;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was gathered to the log, and to the spool while the log is away. Lives on a worker
 * thread, since a send may wait for the topic's metadata.
 */
public final class ProduceVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ProduceVerticle.class);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(8);

  private final LogConfig config;
  private final List<Stream> streams;
  private final ProducerGauges gauges;
  private final Spooling spooling;
  private final BooleanSupplier logAnswers;
  private final TopicCheck topics;
  private @Nullable LogProducer producer;
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
    var created = new LogProducer(ClientSettings.producer(config, streams), gauges::bind);
    producer = created;
    getToKnowTopics(created);
    var draining =
        new Drainer(spooling, new Draining(spooling, created, topics::isMissing), logAnswers);
    drainer = draining;
    draining.start();
    var producing = new Producing(created, spooling, topics::isMissing);
    BatchingVerticle.PRODUCE.listen(vertx.eventBus(), batch -> produce(batch, producing));
    return Future.succeededFuture();
  }

  /** So that no request has to wait for that; where the log is away, the first will. */
  private void getToKnowTopics(LogProducer from) {
    try {
      if (logAnswers.getAsBoolean()) {
        streams.forEach(stream -> from.partitionsFor(stream.topic()));
      }
    } catch (KafkaException awayAfterAll) {
      LOG.warn("The log tells nothing of topics now: {}", awayAfterAll.getMessage());
    }
  }

  private void produce(Gathered batch, Producing to) {
    try {
      to.take(batch);
    } finally {
      BatchingVerticle.FREE.publish(vertx.eventBus(), new ProducerFree());
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
