package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import io.penstock.grpc.EventBatchRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that would fill the memory of the node, or take its places from others. */
class GrpcMemoryIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Half a minute, and what the network takes before. */
  private static final Duration UNREAD = Duration.ofSeconds(60);

  private static final int CALLS_MAX = 20_000;
  private static final int CONNECTIONS_MAX = 4;
  private static final String SEND = "/penstock.v1.EventService/Send";

  @TempDir private static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            folder,
            "ingest.grpc.connections-max=" + CONNECTIONS_MAX,
            "ingest.grpc.calls-max=" + CALLS_MAX,
            "ingest.grpc.message-bytes-max=4MB",
            "ingest.grpc.call-timeout=1s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static double metric(String name) {
    return node.admin()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }

  private static double cut(String reason) {
    return metric("penstock_connections_cut_total{reason=\"" + reason + "\"}");
  }

  @Test
  void servicesWithoutAKeyTakeSmallMessagesAlone() {
    try (var sender = new GrpcSender(node)) {
      var health = HealthGrpc.newBlockingStub(sender.channel());

      assertThat(checked("x".repeat(4_000), health)).isEqualTo(Code.NOT_FOUND);
      assertThat(checked("x".repeat(5_000), health)).isEqualTo(Code.RESOURCE_EXHAUSTED);
      for (int i = 0; i < 50; i++) {
        assertThat(checked("x".repeat(1 << 19), health)).isEqualTo(Code.RESOURCE_EXHAUSTED);
      }
      assertThat(checked("", health)).isEqualTo(Code.OK);
      assertThat(sender.stub(GrpcSender.withKey()).send(batch("open").build()).getSuccess())
          .isTrue();
    }
  }

  private static Code checked(String service, HealthGrpc.HealthBlockingStub health) {
    var request = HealthCheckRequest.newBuilder().setService(service).build();
    var fault = catchThrowableOfType(StatusRuntimeException.class, () -> health.check(request));
    return fault == null ? Code.OK : fault.getStatus().getCode();
  }

  @Test
  void connectionsTooManyAreClosedAndSilentOnesMakeRoom() {
    List<Wire> wires = new ArrayList<>();
    try {
      double tooMany = cut("too_many");
      IntStream.range(0, CONNECTIONS_MAX).forEach(i -> wires.add(new Wire(node.grpcPort())));
      try (Wire oneTooMany = new Wire(node.grpcPort())) {
        assertThat(oneTooMany.bytes(1)).isEmpty();
      }
      assertThat(cut("too_many")).isGreaterThan(tooMany);

      wires.forEach(wire -> assertThat(wire.bytes(100)).hasSizeLessThan(100));
      Eventually.holds("there is room again", SOON, GrpcMemoryIT::takesCalls);
    } finally {
      wires.forEach(Wire::close);
    }
  }

  private static boolean takesCalls() {
    try (var sender = new GrpcSender(node)) {
      return sender.send(batch("open")).getSuccess();
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  /** One is sent refusals without end, and the other asks for no more of its answers. */
  @Test
  void whoReadsNothingIsReadNoMoreAndCut() throws IOException {
    double cut = cut("unread");
    try (var flooded = new RawHttp2(node.grpcPort(), 1 << 16);
        var waiting = new RawHttp2(node.grpcPort(), 0)) {
      CompletableFuture<IOException> flood =
          CompletableFuture.supplyAsync(
              () -> callUntilItIsCut(flooded), Thread::startVirtualThread);
      byte[] message = wrongEvents(1_000).toByteArray();
      for (int i = 0; i < 10; i++) {
        waiting.call(SEND, message, "authorization", TestNode.BEARER);
      }
      Eventually.holds(
          "answers have credit", SOON, () -> metric("penstock_credit_bytes") > 10 * 50_000);

      Eventually.holds("both are cut", UNREAD, () -> cut("unread") - cut >= 2);

      assertThat(flood.join()).isNotNull();
      Eventually.holds("credit is back", SOON, () -> metric("penstock_credit_bytes") == 0);
    }
    assertThat(takesCalls()).isTrue();
  }

  private static EventBatchRequest wrongEvents(int events) {
    var request = EventBatchRequest.newBuilder().setStream("open").setAlwaysAnswer(true);
    for (int i = 0; i < events; i++) {
      request.addEvents(com.google.protobuf.ByteString.copyFromUtf8("7"));
    }
    return request.build();
  }

  private static IOException callUntilItIsCut(RawHttp2 wire) {
    try {
      while (true) {
        wire.callOnly(SEND);
      }
    } catch (IOException cut) {
      return cut;
    }
  }

  @Test
  void aMessageInSmallPiecesTakesWhatItCosts() throws IOException {
    try (var wire = new RawHttp2(node.grpcPort(), 1 << 16)) {
      wire.callInPieces(SEND, 500, "authorization", TestNode.BEARER);

      Eventually.holds(
          "each piece takes credit", SOON, () -> metric("penstock_credit_bytes") > 500 * 1_000);
    }
    Eventually.holds("credit is back", SOON, () -> metric("penstock_credit_bytes") == 0);
  }

  @Test
  void aLargeMessageIsReadAsAnyOther() {
    String[] events =
        IntStream.range(0, 500)
            .mapToObj(i -> "{\"id\":\"large-%d\",\"v\":\"%s\"}".formatted(i, "x".repeat(4_000)))
            .toArray(String[]::new);
    byte[] broken = new byte[2 << 20];
    Arrays.fill(broken, (byte) 0xff);
    try (var sender = new GrpcSender(node)) {
      assertThat(sender.send(batch("open", events)).getAccepted()).isEqualTo(500);
      assertThat(sender.refused(batch("nowhere", events)).code()).isEqualTo("unknown_stream");
      assertThat(sender.refusedRaw(broken).code()).isEqualTo("undecodable");
    }
    Eventually.holds("credit is back", SOON, () -> metric("penstock_credit_bytes") == 0);
  }
}
