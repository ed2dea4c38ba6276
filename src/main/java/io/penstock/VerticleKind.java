package io.penstock;

import io.penstock.batch.BatchingVerticle;
import io.penstock.console.AdminVerticle;
import io.penstock.delivery.DeliveryVerticle;
import io.penstock.ingest.grpc.GrpcIngestVerticle;
import io.penstock.ingest.http.HttpIngestVerticle;
import io.penstock.ingest.metrics.MetricsIngestVerticle;
import io.penstock.ingest.tls.TlsVerticle;
import io.penstock.log.produce.ProduceVerticle;
import io.penstock.retry.RetrySchedulerVerticle;
import io.penstock.sink.CircuitVerticle;
import io.penstock.worker.WorkerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.ThreadingModel;
import java.util.List;

/** A verticle and the thread it lives on; {@code verticles.md} says the same in words. */
record VerticleKind<V extends Deployable>(Class<V> verticle, ThreadingModel thread) {
  static final VerticleKind<DeliveryVerticle> DELIVERY =
      new VerticleKind<>(DeliveryVerticle.class, ThreadingModel.VIRTUAL_THREAD);
  static final VerticleKind<ProduceVerticle> PRODUCE =
      new VerticleKind<>(ProduceVerticle.class, ThreadingModel.WORKER);
  static final VerticleKind<BatchingVerticle> BATCHING =
      new VerticleKind<>(BatchingVerticle.class, ThreadingModel.EVENT_LOOP);
  static final VerticleKind<WorkerVerticle> WORKER =
      new VerticleKind<>(WorkerVerticle.class, ThreadingModel.VIRTUAL_THREAD);
  static final VerticleKind<AdminVerticle> ADMIN =
      new VerticleKind<>(AdminVerticle.class, ThreadingModel.EVENT_LOOP);
  static final VerticleKind<HttpIngestVerticle> HTTP_INGEST =
      new VerticleKind<>(HttpIngestVerticle.class, ThreadingModel.EVENT_LOOP);

  static final VerticleKind<GrpcIngestVerticle> GRPC_INGEST =
      new VerticleKind<>(GrpcIngestVerticle.class, ThreadingModel.EVENT_LOOP);

  static final VerticleKind<TlsVerticle> TLS =
      new VerticleKind<>(TlsVerticle.class, ThreadingModel.VIRTUAL_THREAD);

  static final VerticleKind<MetricsIngestVerticle> METRICS_INGEST =
      new VerticleKind<>(MetricsIngestVerticle.class, ThreadingModel.EVENT_LOOP);

  static final VerticleKind<RetrySchedulerVerticle> RETRIES =
      new VerticleKind<>(RetrySchedulerVerticle.class, ThreadingModel.VIRTUAL_THREAD);

  static final VerticleKind<CircuitVerticle> CIRCUITS =
      new VerticleKind<>(CircuitVerticle.class, ThreadingModel.EVENT_LOOP);

  /** Whether it is one of those that senders come to: they stop together. */
  boolean isDoor() {
    return equals(HTTP_INGEST) || equals(GRPC_INGEST);
  }

  /** Every verticle there is. */
  static final List<VerticleKind<?>> ALL =
      List.of(
          HTTP_INGEST,
          GRPC_INGEST,
          TLS,
          METRICS_INGEST,
          BATCHING,
          PRODUCE,
          DELIVERY,
          RETRIES,
          CIRCUITS,
          WORKER,
          ADMIN);
}
