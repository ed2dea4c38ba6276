package io.penstock.ingest.grpc;

import static io.penstock.ingest.grpc.GrpcSender.batch;
import static io.penstock.ingest.grpc.GrpcSender.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.penstock.fixture.BrokerProcess;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.Durability;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.ingest.grpc.GrpcSender.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose log goes away and comes back. */
class GrpcAwayIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void aBatchWhoseDeadlinePassedWhileTheLogWasAskedIsTheSameEventsWhenItIsSentAgain()
      throws IOException {
    EventBatchRequest.Builder request =
        batch("open", "{\"v\":\"away\"}").setIdempotencyKey("away-1");
    try (var broker = new BrokerProcess(folder.resolve("broker"));
        var node = TestNode.startWith(configuration(broker), folder);
        var sender = new GrpcSender(node)) {
      EventBatchResponse before = sender.send(batch("open", "{\"v\":\"before\"}"));
      broker.kill();
      Refused refused =
          sender.refused(
              stub -> stub.withDeadlineAfter(500, TimeUnit.MILLISECONDS).send(request.build()),
              withKey());
      EventBatchResponse answer = sender.send(request);
      Eventually.holds("both are kept", SOON, () -> metric("penstock_spool_records", node) == 2);
      broker.startAgain();

      assertThat(before.getDurability()).isEqualTo(Durability.DURABILITY_LOG);
      assertThat(refused.status()).isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(answer.getDurability()).isEqualTo(Durability.DURABILITY_SPOOL);
      assertThat(answer.getReceipt()).startsWith("open~spool:test:");
      assertThat(metric("penstock_credit_bytes", node)).isZero();
      Eventually.holds(
          "the spool is empty", SOON, () -> metric("penstock_spool_records", node) == 0);
      List<String> ids = node.topic("open").headers("penstock-event-id");
      assertThat(ids).hasSize(3);
      assertThat(ids.stream().distinct()).hasSize(2);
    }
  }

  /** It does nothing but take events. */
  private Path configuration(BrokerProcess broker) throws IOException {
    return Files.writeString(
        folder.resolve("penstock.yaml"),
        """
        node: {name: test, roles: [ingest]}
        ingest:
          http: {host: 127.0.0.1}
          grpc: {enabled: true, host: 127.0.0.1}
        access: {key: test-key}
        log: {bootstrap-servers: "%s", partitions: 1, producer: {delivery-timeout: 2s}}
        streams: {open: {}}
        """
            .formatted(broker.bootstrapServers()));
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
