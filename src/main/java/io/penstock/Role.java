package io.penstock;

import io.penstock.batch.BatchingVerticle;
import io.penstock.console.AdminVerticle;
import io.penstock.delivery.DeliveryVerticle;
import io.penstock.ingest.http.HttpIngestVerticle;
import io.penstock.log.produce.ProduceVerticle;
import io.penstock.retry.RetrySchedulerVerticle;
import io.penstock.worker.WorkerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.ThreadingModel;
import java.util.List;

/** A verticle and the thread it lives on; {@code verticles.md} says the same in words. */
record Role<V extends Deployable>(Class<V> verticle, ThreadingModel thread) {
  static final Role<DeliveryVerticle> DELIVERY =
      new Role<>(DeliveryVerticle.class, ThreadingModel.VIRTUAL_THREAD);
  static final Role<ProduceVerticle> PRODUCE =
      new Role<>(ProduceVerticle.class, ThreadingModel.WORKER);
  static final Role<BatchingVerticle> BATCHING =
      new Role<>(BatchingVerticle.class, ThreadingModel.EVENT_LOOP);
  static final Role<WorkerVerticle> WORKER =
      new Role<>(WorkerVerticle.class, ThreadingModel.VIRTUAL_THREAD);
  static final Role<AdminVerticle> ADMIN =
      new Role<>(AdminVerticle.class, ThreadingModel.EVENT_LOOP);
  static final Role<HttpIngestVerticle> HTTP_INGEST =
      new Role<>(HttpIngestVerticle.class, ThreadingModel.EVENT_LOOP);

  static final Role<RetrySchedulerVerticle> RETRIES =
      new Role<>(RetrySchedulerVerticle.class, ThreadingModel.VIRTUAL_THREAD);

  /** Every verticle there is. */
  static final List<Role<?>> ALL =
      List.of(HTTP_INGEST, BATCHING, PRODUCE, DELIVERY, RETRIES, WORKER, ADMIN);
}
