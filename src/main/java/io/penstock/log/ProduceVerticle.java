package io.penstock.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Gathered;
import io.penstock.batch.ProducerFree;
import io.penstock.batch.Submission;
import io.penstock.event.KeyStrategy;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slices;
import io.penstock.event.Stream;
import io.penstock.event.cloudevents.Attribute;
import io.penstock.event.cloudevents.Attributes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was gathered to the log. Lives on a worker thread, since a send may wait for the
 * topic's metadata.
 */
public final class ProduceVerticle extends VerticleBase {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

  private final LogConfig config;
  private final List<Stream> streams;
  private final ProducerGauges gauges;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  public ProduceVerticle(LogConfig config, List<Stream> streams, ProducerGauges gauges) {
    this.config = config;
    this.streams = streams;
    this.gauges = gauges;
  }

  @Override
  public Future<?> start() {
    var created = new KafkaProducer<byte[], byte[]>(ClientSettings.producer(config, streams));
    streams.forEach(stream -> created.partitionsFor(stream.topic()));
    gauges.bind(created);
    producer = created;
    BatchingVerticle.PRODUCE.listen(vertx.eventBus(), batch -> produce(batch, created));
    return Future.succeededFuture();
  }

  private void produce(Gathered batch, KafkaProducer<byte[], byte[]> to) {
    Iterator<Submission> submissions = batch.submissions().iterator();
    try {
      boolean taken = true;
      while (taken && submissions.hasNext()) {
        taken = produce(submissions.next(), to);
      }
    } finally {
      submissions.forEachRemaining(
          left -> left.kept().tryFail("the producer takes nothing for " + batch.topic()));
      BatchingVerticle.FREE.publish(vertx.eventBus(), new ProducerFree());
    }
  }

  /**
   * Answers whether the producer takes more. Where it waited in vain for the topic's metadata or
   * for memory, it would wait as long for each record that follows: so the rest of the batch fails
   * at once, and its senders repeat it. Any other fault is this request's alone.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the acknowledgement hears of it
  private static boolean produce(Submission submission, KafkaProducer<byte[], byte[]> to) {
    var acknowledgement = new Acknowledgement(submission);
    try {
      var records = new Records(submission);
      int count = submission.slices().count();
      for (int i = 0; i < count && !acknowledgement.hasFailed(); i++) {
        to.send(records.get(i), acknowledgement);
      }
    } catch (RuntimeException | Error fault) {
      acknowledgement.fail(fault);
    }
    return !acknowledgement.hasTimedOut();
  }

  @Override
  public Future<?> stop() {
    if (producer != null) {
      producer.close(CLOSE_MAX);
    }
    return Future.succeededFuture();
  }

  /** Makes the records of one submission; the headers they share are made once. */
  private static final class Records {
    private final Submission submission;
    private final Slices slices;
    private final List<Header> headers;
    private final byte @Nullable [] tenantKey;

    Records(Submission submission) {
      this.submission = submission;
      this.slices = submission.slices();
      this.headers = new ArrayList<>(3);
      headers.add(new RecordHeader(RequestStamp.HEADER, submission.stamp().packed()));
      submission
          .traceparent()
          .ifPresent(trace -> headers.add(new RecordHeader("traceparent", trace.getBytes(UTF_8))));
      submission.attributes().ifPresent(this::addAttributes);
      boolean byTenant = submission.stream().key() == KeyStrategy.TENANT;
      this.tenantKey = byTenant ? submission.stamp().tenant().getBytes(UTF_8) : null;
    }

    private void addAttributes(Attributes attributes) {
      for (Attribute attribute : attributes.all()) {
        headers.add(new RecordHeader(attribute.header(), attribute.value().getBytes(UTF_8)));
      }
    }

    ProducerRecord<byte[], byte[]> get(int index) {
      byte[] key = slices.hasKey(index) ? slices.key(index) : tenantKey;
      return new ProducerRecord<>(
          submission.stream().topic(), null, null, key, slices.event(index), headersOf(index));
    }

    private List<Header> headersOf(int index) {
      if (!slices.hasNewId(index)) {
        return headers;
      }
      List<Header> withId = new ArrayList<>(headers);
      withId.add(new RecordHeader(RequestStamp.ID_HEADER, slices.newId(index)));
      return withId;
    }
  }
}
