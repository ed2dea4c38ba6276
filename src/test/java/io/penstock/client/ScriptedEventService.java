package io.penstock.client;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that fails as it is told, and then takes everything. */
final class ScriptedEventService extends EventServiceGrpc.EventServiceImplBase
    implements AutoCloseable {
  private final Queue<StatusException> faults = new ArrayDeque<>();
  private final List<EventBatchRequest> requests = new CopyOnWriteArrayList<>();
  private final Server server;
  private volatile Function<EventBatchRequest, EventBatchResponse> responses =
      ScriptedEventService::takenWhole;
  private volatile CountDownLatch answering = new CountDownLatch(0);

  ScriptedEventService(StatusException... faults) {
    this.faults.addAll(List.of(faults));
    var health = new HealthStatusManager();
    health.setStatus(EventServiceGrpc.SERVICE_NAME, ServingStatus.NOT_SERVING);
    try {
      server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .addService(this)
              .addService(health.getHealthService())
              .build()
              .start();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  String target() {
    return "127.0.0.1:" + server.getPort();
  }

  List<EventBatchRequest> requests() {
    return requests;
  }

  private static EventBatchResponse takenWhole(EventBatchRequest request) {
    return EventBatchResponse.newBuilder()
        .setSuccess(true)
        .setAccepted(request.getEventsCount())
        .setReceipt("r")
        .build();
  }

  /** What does not fail is answered so from now on. */
  void answersWith(EventBatchResponse response) {
    responses = request -> response;
  }

  /** From now on nothing is answered until {@link #answers}. */
  void holdsBack() {
    answering = new CountDownLatch(1);
  }

  void answers() {
    answering.countDown();
  }

  @Override
  public void send(EventBatchRequest request, StreamObserver<EventBatchResponse> answer) {
    requests.add(request);
    await();
    StatusException fault = next();
    if (fault == null) {
      answer.onNext(responses.apply(request));
      answer.onCompleted();
    } else {
      answer.onError(fault);
    }
  }

  private void await() {
    try {
      answering.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable StatusException next() {
    return faults.poll();
  }

  @Override
  public void close() {
    answers();
    server.shutdownNow();
  }
}
