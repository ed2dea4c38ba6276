package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static io.penstock.ingest.grpc.GrpcSender.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.Ports;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.Durability;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.ingest.grpc.GrpcSender.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose log is away. */
class GrpcAwayIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aDeadlineThatPassesWhileTheLogIsAskedLeavesTheOutcomeOpen() throws IOException {
    EventBatchRequest.Builder request =
        batch("open", "{\"v\":\"away\"}").setIdempotencyKey("away-1");
    try (var node = TestNode.startWith(configuration(), folder);
        var sender = new GrpcSender(node)) {
      assertThat(sender.send(batch("open")).getSuccess()).isTrue();
      Refused refused =
          sender.refused(
              stub -> stub.withDeadlineAfter(500, TimeUnit.MILLISECONDS).send(request.build()),
              withKey());
      EventBatchResponse answer = sender.send(request);

      assertThat(refused.status()).isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(answer.getSuccess()).isTrue();
      assertThat(answer.getDurability()).isEqualTo(Durability.DURABILITY_SPOOL);
      assertThat(answer.getReceipt()).startsWith("open~spool:test:");
      Eventually.holds("both are kept", SOON, () -> metric("penstock_spool_records", node) == 2);
      assertThat(metric("penstock_credit_bytes", node)).isZero();
    }
  }

  /** It does nothing but take events, and nobody is where its log should be. */
  private Path configuration() throws IOException {
    return Files.writeString(
        folder.resolve("penstock.yaml"),
        """
        node: {name: test, roles: [ingest]}
        ingest:
          http: {host: 127.0.0.1}
          grpc: {enabled: true, host: 127.0.0.1}
        access: {key: test-key}
        log: {bootstrap-servers: "127.0.0.1:%d", producer: {delivery-timeout: 2s}}
        streams: {open: {}}
        """
            .formatted(Ports.toBeKnockedAt()));
  }

  private static double metric(String name, TestNode node) {
    return node.admin()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", 2)[1]))
        .findFirst()
        .orElseThrow();
  }
}
