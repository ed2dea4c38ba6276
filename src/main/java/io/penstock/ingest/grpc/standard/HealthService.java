package io.penstock.ingest.grpc.standard;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.penstock.grpc.EventServiceGrpc;
import java.util.HashMap;
import java.util.Map;

/**
 * The standard health service, for the server as a whole and for the service of events, which are
 * the same. It remembers no other names: whoever asks needs no key. Safe for all threads.
 */
public final class HealthService extends HealthGrpc.HealthImplBase {
  private static final int WATCHERS_MAX = 1_000;

  private final Map<ServerCallStreamObserver<HealthCheckResponse>, ServingStatus> watchers =
      new HashMap<>();
  private ServingStatus status = ServingStatus.NOT_SERVING;
  private boolean ended;

  /** Says from now on whether events are taken; who watches hears of a change. */
  public synchronized void tell(boolean serving) {
    if (!ended) {
      status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
      watchers.replaceAll(this::told);
    }
  }

  /** Who does not read hears of it later, or never. */
  private ServingStatus told(
      ServerCallStreamObserver<HealthCheckResponse> watcher, ServingStatus last) {
    boolean isNews = last != status && last != ServingStatus.SERVICE_UNKNOWN;
    if (!isNews || watcher.isCancelled() || !watcher.isReady()) {
      return last;
    }
    watcher.onNext(response(status));
    return status;
  }

  /** Events are taken no more, whatever is said from now on. */
  public synchronized void end() {
    tell(false);
    ended = true;
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    if (isKnown(request)) {
      answer.onNext(response(statusNow()));
      answer.onCompleted();
    } else {
      answer.onError(Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
    }
  }

  private synchronized ServingStatus statusNow() {
    return status;
  }

  /** A name that is not known stays so; its watcher hears that once. */
  @Override
  public synchronized void watch(
      HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    if (watchers.size() >= WATCHERS_MAX) {
      answer.onError(
          Status.UNAVAILABLE.withDescription("too many watch already").asRuntimeException());
      return;
    }
    var watcher = (ServerCallStreamObserver<HealthCheckResponse>) answer;
    ServingStatus first = isKnown(request) ? status : ServingStatus.SERVICE_UNKNOWN;
    watcher.setOnCancelHandler(() -> leave(watcher));
    watchers.put(watcher, first);
    watcher.onNext(response(first));
  }

  private synchronized void leave(ServerCallStreamObserver<HealthCheckResponse> watcher) {
    watchers.remove(watcher);
  }

  private static boolean isKnown(HealthCheckRequest request) {
    return request.getService().isEmpty()
        || request.getService().equals(EventServiceGrpc.SERVICE_NAME);
  }

  private static HealthCheckResponse response(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }
}
