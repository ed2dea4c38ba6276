package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static io.penstock.ingest.grpc.GrpcSender.metadata;
import static io.penstock.ingest.grpc.GrpcSender.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.SelfSigned;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventServiceGrpc;
import io.penstock.ingest.grpc.GrpcSender.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Connections: over TLS, few of them, with senders that dawdle, until the node stops. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GrpcConnectionsIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final int CALLS_MAX = 5;

  @TempDir private static Path folder;

  private static SelfSigned certificate;
  private static TestNode node;

  @BeforeAll
  static void start() {
    certificate = SelfSigned.in(folder);
    node =
        TestNode.start(
            folder,
            "ingest.grpc.tls.certificate=" + certificate.certificate(),
            "ingest.grpc.tls.key=" + certificate.key(),
            "ingest.grpc.connections-max=2",
            "ingest.grpc.calls-max=" + CALLS_MAX,
            "ingest.grpc.call-timeout=1s");
  }

  private static GrpcSender sender() {
    return new GrpcSender(channel());
  }

  private static ManagedChannel channel() {
    try {
      var trust =
          TlsChannelCredentials.newBuilder()
              .trustManager(certificate.certificate().toFile())
              .build();
      return Grpc.newChannelBuilderForAddress("localhost", node.grpcPort(), trust).build();
    } catch (IOException fault) {
      throw new AssertionError(fault);
    }
  }

  /** Keeps what a call brings. */
  private static final class Told<M> implements StreamObserver<M> {
    private final Queue<M> messages = new ConcurrentLinkedQueue<>();

    @Override
    public void onNext(M message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable fault) {}

    @Override
    public void onCompleted() {}
  }

  @Test
  @Order(1)
  void callsOverTlsAreTaken() {
    try (GrpcSender sender = sender()) {
      EventBatchResponse answer = sender.send(batch("open", "{\"id\":\"tls\"}"));

      assertThat(answer.getAccepted()).isEqualTo(1);
    }
  }

  @Test
  @Order(2)
  void theServerSaysWhatItIs() {
    try (GrpcSender sender = sender()) {
      var told = new Told<ServerReflectionResponse>();
      var asking = ServerReflectionGrpc.newStub(sender.channel()).serverReflectionInfo(told);
      asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      asking.onNext(
          ServerReflectionRequest.newBuilder()
              .setFileContainingSymbol(EventServiceGrpc.SERVICE_NAME)
              .build());

      Eventually.holds("both answers are there", SOON, () -> told.messages.size() == 2);
      assertThat(told.messages.remove().getListServicesResponse().getServiceList())
          .extracting(it -> it.getName())
          .contains("penstock.v1.EventService", "grpc.health.v1.Health");
      assertThat(told.messages.remove().getFileDescriptorResponse().getFileDescriptorProtoCount())
          .isEqualTo(1);
    }
  }

  @Test
  @Order(3)
  void oneConnectionTooManyIsClosed() {
    List<GrpcSender> senders = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        senders.add(sender());
        assertThat(senders.getLast().send(batch("open")).getSuccess()).isTrue();
      }
      senders.add(sender());
      Refused refused = senders.getLast().refused(batch("open"));

      assertThat(refused.status()).isEqualTo(Status.Code.UNAVAILABLE);
    } finally {
      senders.forEach(GrpcSender::close);
    }
    Eventually.holds("the connections are gone", SOON, GrpcConnectionsIT::takesCalls);
  }

  private static boolean takesCalls() {
    try (GrpcSender sender = sender()) {
      return takesCallsOf(sender);
    }
  }

  private static boolean takesCallsOf(GrpcSender sender) {
    try {
      return sender.send(batch("open")).getSuccess();
    } catch (io.grpc.StatusRuntimeException stillTooMany) {
      return false;
    }
  }

  /** More of each message is still to come than the server lets a sender send ahead. */
  @Test
  @Order(4)
  void refusalsTakeNoPlaceFromWhatComesAfterThem() {
    String large = "{\"v\":\"" + "x".repeat(5 << 20) + "\"}";
    try (GrpcSender sender = sender()) {
      Eventually.holds("it has its place", SOON, () -> takesCallsOf(sender));
      for (int i = 0; i < 3 * CALLS_MAX; i++) {
        Refused refused =
            sender.refused(stub -> stub.send(batch("open", large).build()), metadata());
        assertThat(refused.status()).as(refused.message()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(sender.refused(batch("open", large)).status())
            .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      }
      assertThat(sender.send(batch("open")).getSuccess()).isTrue();
    }
  }

  @Test
  @Order(5)
  void aCallWhoseMessageDoesNotComeIsEnded() {
    var closed = new ConcurrentLinkedQueue<Status>();
    try (GrpcSender sender = sender()) {
      // whoever sends one message alone sends nothing before it
      var method =
          EventServiceGrpc.getSendMethod().toBuilder().setType(MethodType.BIDI_STREAMING).build();
      var call = sender.channel().newCall(method, CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              closed.add(status);
            }
          },
          withKey());
      call.request(1);

      Eventually.holds("the call is ended", SOON, () -> !closed.isEmpty());
      assertThat(closed.remove())
          .returns(Status.Code.DEADLINE_EXCEEDED, Status::getCode)
          .returns(
              "The request came slower than the server waits. Nothing of it was kept.",
              Status::getDescription);
    }
  }

  @Test
  @Order(6)
  void whoWatchesTheHealthHearsThatTheNodeStops() {
    try (GrpcSender sender = sender()) {
      var health = HealthGrpc.newBlockingStub(sender.channel());
      var told = new Told<HealthCheckResponse>();
      HealthGrpc.newStub(sender.channel())
          .watch(
              HealthCheckRequest.newBuilder().setService(EventServiceGrpc.SERVICE_NAME).build(),
              told);
      for (String service : List.of("", EventServiceGrpc.SERVICE_NAME)) {
        assertThat(
                health
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
      Eventually.holds("the watch has begun", SOON, () -> !told.messages.isEmpty());

      long began = System.nanoTime();
      node.close();

      assertThat(told.messages)
          .extracting(HealthCheckResponse::getStatus)
          .containsExactly(ServingStatus.SERVING, ServingStatus.NOT_SERVING);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
      assertThat(sender.refused(batch("open")).status()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }
}
