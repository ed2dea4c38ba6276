package io.penstock.ingest.grpc.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthServiceTest {
  private final HealthService health = new HealthService();

  /** One who watches, as gRPC sees it. */
  private static final class Watcher extends ServerCallStreamObserver<HealthCheckResponse> {
    private final List<ServingStatus> told = new ArrayList<>();
    private boolean failed;
    private boolean ready = true;
    private Runnable onCancel = () -> {};

    @Override
    public void onNext(HealthCheckResponse response) {
      told.add(response.getStatus());
    }

    @Override
    public void onError(Throwable fault) {
      failed = true;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      onCancel = handler;
    }

    @Override
    public void onCompleted() {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setCompression(String compression) {}

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void disableAutoInboundFlowControl() {}
  }

  private Watcher watch(String service) {
    var watcher = new Watcher();
    health.watch(HealthCheckRequest.newBuilder().setService(service).build(), watcher);
    return watcher;
  }

  @Test
  void whoWatchesHearsOfChangesAlone() {
    Watcher watcher = watch("penstock.v1.EventService");
    health.tell(true);
    health.tell(true);
    health.end();
    health.tell(true);

    assertThat(watcher.told)
        .containsExactly(
            ServingStatus.NOT_SERVING, ServingStatus.SERVING, ServingStatus.NOT_SERVING);
  }

  @Test
  void aNameThatIsNotKnownStaysSo() {
    Watcher watcher = watch("other");
    health.tell(true);

    assertThat(watcher.told).containsExactly(ServingStatus.SERVICE_UNKNOWN);
  }

  /** What it does not read would wait in memory. */
  @Test
  void whoDoesNotReadHearsTheLastWordOnly() {
    Watcher watcher = watch("");
    watcher.ready = false;
    health.tell(true);
    health.tell(false);
    health.tell(true);
    watcher.ready = true;
    health.tell(true);

    assertThat(watcher.told).containsExactly(ServingStatus.NOT_SERVING, ServingStatus.SERVING);
  }

  @Test
  void soManyMayWatchAndNoMore() {
    List<Watcher> watchers = IntStream.range(0, 1_000).mapToObj(i -> watch("")).toList();

    assertThat(watchers).noneMatch(watcher -> watcher.failed);
    assertThat(watch("").failed).isTrue();
    watchers.getFirst().onCancel.run();
    assertThat(watch("").failed).isFalse();
  }
}
