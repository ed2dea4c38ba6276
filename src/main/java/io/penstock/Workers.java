package io.penstock;

import io.penstock.observability.Health;
import io.penstock.worker.Worker;
import io.penstock.worker.WorkerVerticle;

/** Workers as parts of the server. */
final class Workers {
  private Workers() {}

  static Server.Part<WorkerVerticle> part(Worker worker, Health health) {
    return new Server.Part<>(
        "the worker for the " + worker.name(),
        VerticleKind.WORKER,
        1,
        () -> new WorkerVerticle(worker, health));
  }
}
