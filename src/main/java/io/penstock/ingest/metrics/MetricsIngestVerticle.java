package io.penstock.ingest.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.ingest.EventParts;
import io.penstock.ingest.Intake;
import io.penstock.ingest.JoinedReceipts;
import io.penstock.ingest.Posting;
import io.penstock.ingest.Receipt;
import io.penstock.observability.Meters;
import io.penstock.observability.Samples;
import io.penstock.observability.Samples.Sample;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the node's own metrics now and then, as events of a stream like any other: they take the
 * same way, and end in every sink that wants them.
 */
public final class MetricsIngestVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsIngestVerticle.class);

  /** Kafka's and Vert.x's own are many, and for a scrape. */
  private static final List<String> OURS = List.of("penstock_", "jvm_", "process_", "system_");

  /** Of all events of one time; a node has far fewer. */
  private static final long BYTES_MAX = 64 << 20;

  private final MetricsConfig config;
  private final Stream stream;
  private final String node;
  private final String tenant;
  private final Meters meters;
  private final Clock clock;
  private boolean isPosting;

  /** A stream is configured. */
  public MetricsIngestVerticle(
      MetricsConfig config, String node, String tenant, Meters meters, Clock clock) {
    this.config = config;
    this.stream = config.stream().orElseThrow();
    this.node = node;
    this.tenant = tenant;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    var intake = new Intake(vertx, List.of(stream), meters);
    vertx.setPeriodic(config.every().toMillis(), tick -> post(intake));
    return Future.succeededFuture();
  }

  /** What is not kept is not posted again: the next ones say more. One request at a time. */
  private void post(Intake intake) {
    if (isPosting) {
      return;
    }
    isPosting = true;
    Instant now = clock.instant();
    vertx
        .executeBlocking(() -> events(meters.registry(), now))
        .compose(parts -> take(parts, now, intake))
        .onComplete(
            taken -> {
              isPosting = false;
              if (taken.failed() || !(taken.result() instanceof Receipt.Kept)) {
                LOG.debug("The metrics of {} were not kept: {}", now, taken);
              }
            });
  }

  /** Scrapes read meters on other threads too; some ask the system, which takes its time. */
  private List<byte[]> events(MeterRegistry registry, Instant now) throws IOException {
    var events = new EventParts(stream.eventsMax(), BYTES_MAX);
    for (Sample sample : Samples.of(registry)) {
      if (OURS.stream().anyMatch(sample.name()::startsWith)) {
        write(sample, now, events);
      }
    }
    return events.finish();
  }

  private void write(Sample sample, Instant now, EventParts events) throws IOException {
    events.beginEvent();
    JsonGenerator json = events.json();
    json.writeStringField("time", now.toString());
    json.writeStringField("type", sample.type());
    json.writeStringField("node", node);
    json.writeStringField("name", sample.name());
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : sample.labels().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("value", sample.value());
    events.endEvent();
  }

  /** Where there are more than the stream takes at once, all parts wait for the log together. */
  private Future<Receipt> take(List<byte[]> parts, Instant now, Intake intake) {
    List<Future<Receipt>> receipts =
        parts.stream().map(part -> intake.take(posting(part, now))).toList();
    return Future.join(receipts).map(all -> JoinedReceipts.of(all.list()));
  }

  private Posting posting(byte[] events, Instant now) {
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    return new Posting(
        stream,
        events,
        Form.ARRAY,
        Optional.empty(),
        new RequestStamp(tenant, micros, "", ""),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
