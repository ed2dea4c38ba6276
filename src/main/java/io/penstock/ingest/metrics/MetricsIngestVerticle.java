package io.penstock.ingest.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.ingest.Intake;
import io.penstock.ingest.Posting;
import io.penstock.ingest.Receipt;
import io.penstock.observability.Meters;
import io.penstock.observability.Samples;
import io.penstock.observability.Samples.Sample;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
        .compose(events -> intake.take(posting(events, now)))
        .onComplete(
            taken -> {
              isPosting = false;
              if (taken.failed() || !(taken.result() instanceof Receipt.Kept)) {
                LOG.debug("The metrics of {} were not kept: {}", now, taken);
              }
            });
  }

  /** Scrapes read meters on other threads too; some ask the system, which takes its time. */
  private byte[] events(MeterRegistry registry, Instant now) {
    var events = new JsonArray();
    for (Sample sample : Samples.of(registry)) {
      if (events.size() < stream.eventsMax() && OURS.stream().anyMatch(sample.name()::startsWith)) {
        events.add(
            new JsonObject()
                .put("time", now.toString())
                .put("type", sample.type())
                .put("node", node)
                .put("name", sample.name())
                .put("labels", new JsonObject(new LinkedHashMap<>(sample.labels())))
                .put("value", sample.value()));
      }
    }
    return Buffer.buffer(events.encode()).getBytes();
  }

  private Posting posting(byte[] events, Instant now) {
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    return new Posting(
        stream,
        events,
        Form.ARRAY,
        new RequestStamp(tenant, micros, "", ""),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
