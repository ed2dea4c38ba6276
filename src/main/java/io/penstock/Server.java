package io.penstock;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts of the server from the ground up and stops them from the top down. */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** What is deployed: its name for people, its role, how many, and how one is made. */
  record Part<V extends Deployable>(
      String name, VerticleKind<V> role, int instances, Supplier<V> verticle) {}

  private record Running(String name, boolean isDoor, String deploymentId) {}

  private final Vertx vertx;
  private final Deque<Running> running = new ArrayDeque<>();

  Server(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Intake comes last in the list: nothing may be accepted that cannot yet be kept. */
  Future<Void> start(List<Part<?>> parts) {
    Future<Void> ready = Future.succeededFuture();
    for (Part<?> part : parts) {
      ready = ready.compose(earlier -> deploy(part));
    }
    return ready.recover(fault -> stop().transform(stopped -> Future.failedFuture(fault)));
  }

  private Future<Void> deploy(Part<?> part) {
    var options =
        new DeploymentOptions()
            .setThreadingModel(part.role().thread())
            .setInstances(part.instances());
    return vertx
        .deployVerticle(part.verticle(), options)
        .onSuccess(id -> running.push(new Running(part.name(), part.role().isDoor(), id)))
        .recover(
            fault ->
                Future.failedFuture(
                    new IllegalStateException(
                        part.name() + " did not start: " + fault.getMessage(), fault)))
        .mapEmpty();
  }

  /**
   * Carries on past a part that fails to stop; the others still deserve their goodbye. Doors stop
   * side by side: each may take as long as its senders need to leave.
   */
  Future<Void> stop() {
    if (running.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Future<Void>> stopping = new ArrayList<>();
    boolean door;
    do {
      Running last = running.pop();
      door = last.isDoor();
      stopping.add(stop(last));
    } while (door && !running.isEmpty() && running.peek().isDoor());
    return Future.join(stopping).transform(undeployed -> stop());
  }

  private Future<Void> stop(Running part) {
    return vertx
        .undeploy(part.deploymentId())
        .onFailure(
            fault ->
                LOG.warn(
                    "{} did not stop cleanly: {}",
                    part.name(),
                    String.valueOf(fault.getMessage())));
  }
}
