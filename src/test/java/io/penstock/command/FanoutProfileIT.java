package io.penstock.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.penstock.client.Forwarder;
import io.penstock.fixture.BrokerProcess;
import io.penstock.fixture.Bucket;
import io.penstock.fixture.ClickHouseDatabase;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.Listener;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.Ports;
import io.penstock.fixture.S3Server;
import io.penstock.fixture.TestNode;
import io.penstock.grpc.EventBatchRequest;
import io.penstock.grpc.EventServiceGrpc;
import io.penstock.load.process.S3Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/fanout.yaml as it is shipped, but for addresses, a shorter linger and a smaller buffer. */
class FanoutProfileIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int GRPC_PORT = Ports.free();
  private static final int HEALTH_PORT = Ports.free();

  @TempDir private Path folder;

  private final ClickHouseDatabase clickHouse = ClickHouseDatabase.unmade();
  private BrokerProcess broker;
  private S3Server s3;
  private Bucket bucket;
  private PenstockProcess node;

  @BeforeEach
  void start() {
    clickHouse.execute("CREATE DATABASE " + clickHouse.name());
    broker = new BrokerProcess(folder.resolve("broker"));
    s3 = new S3Server(folder.resolve("s3"));
    bucket = new Bucket("events", s3.bucket("events"), s3.port());
    node = launch();
    node.awaitReady();
  }

  @AfterEach
  void stop() {
    node.close();
    s3.close();
    broker.close();
  }

  private PenstockProcess launch() {
    return PenstockProcess.launch(
        Path.of("conf/fanout.yaml"),
        folder.resolve("penstock.log"),
        Ports.free(),
        Ports.free(),
        List.of(
            "node.data-dir=" + folder.resolve("data"),
            "ingest.grpc.port=" + GRPC_PORT,
            "ingest.grpc.host=127.0.0.1",
            "admin.health.port=" + HEALTH_PORT,
            "admin.health.host=127.0.0.1",
            "spool.bytes-max=1MB",
            "spool.segment-bytes=100KB",
            "sinks.clickhouse.batch.linger=200ms",
            "sinks.s3.batch.linger=200ms"),
        Map.of(
            "PENSTOCK_KEY",
            TestNode.KEY,
            "PENSTOCK_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "CLICKHOUSE_URL",
            clickHouse.url(),
            "CLICKHOUSE_DATABASE",
            clickHouse.name(),
            "S3_ENDPOINT",
            "http://127.0.0.1:" + s3.port(),
            "S3_ACCESS_KEY",
            S3Engine.ACCESS_KEY,
            "S3_SECRET_KEY",
            S3Engine.SECRET_KEY));
  }

  private static byte[] event(String id, int bytes) {
    return "{\"id\":\"%s\",\"type\":\"t\",\"timestamp\":\"%s\",\"v\":\"%s\"}"
        .formatted(id, Instant.now(), "x".repeat(bytes))
        .getBytes(UTF_8);
  }

  private Set<String> inClickHouse() {
    return clickHouse.rows("SELECT id FROM db.events FINAL").stream()
        .map(row -> (String) row.getFirst())
        .collect(Collectors.toSet());
  }

  private List<String> inS3() {
    return bucket
        .query("parquet", "SELECT id FROM read_parquet({files}, hive_partitioning = false)")
        .stream()
        .map(row -> (String) row.getFirst())
        .toList();
  }

  private String metrics() {
    return new Listener(HEALTH_PORT).get("/metrics").text();
  }

  private boolean hasDelivered(String sink, int events) {
    return metrics()
        .contains("penstock_events_delivered_total{sink=\"%s\"} %d.0".formatted(sink, events));
  }

  @Test
  void oneThatIsAwayDelaysNobodyAndCatchesUp() throws InterruptedException {
    try (Forwarder forwarder =
        Forwarder.to("127.0.0.1:" + GRPC_PORT, TestNode.KEY).plaintext().build()) {
      offer("before", forwarder);
      Eventually.holds("S3 has them", SOON, () -> inS3().size() == 300);

      s3.kill();
      offer("meanwhile", forwarder);
      Eventually.holds("ClickHouse has all", SOON, () -> inClickHouse().size() == 600);
      Eventually.holds("so has the blackhole", SOON, () -> hasDelivered("blackhole", 600));
      assertThat(inS3()).hasSize(300);
      assertThat(new Listener(HEALTH_PORT).get("/health/ready").status()).isEqualTo(200);

      s3.startAgain();
      Eventually.holds("S3 has all", SOON, () -> inS3().size() >= 600);
      assertThat(inS3()).hasSize(600).doesNotHaveDuplicates();
      assertThat(Set.copyOf(inS3())).isEqualTo(inClickHouse());
    }
  }

  private static void offer(String word, Forwarder forwarder) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      assertThat(forwarder.offer(event(word + "-" + i, 100))).isTrue();
    }
    assertThat(forwarder.flush(SOON)).isTrue();
  }

  @Test
  void whatWasAnsweredIsThereThoughTheNodeWasKilledWithAFullBuffer() {
    Set<String> kept = new HashSet<>();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", GRPC_PORT).usePlaintext().build();
    try {
      var metadata = new Metadata();
      metadata.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), TestNode.BEARER);
      var door =
          EventServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
      broker.kill();
      Eventually.holds("the buffer is full", SOON, () -> isFull(door, kept));
    } finally {
      channel.shutdownNow();
    }
    assertThat(kept).hasSizeGreaterThan(50);

    node.kill();
    broker.startAgain();
    node = launch();
    node.awaitReady();

    Eventually.holds("ClickHouse has them", SOON, () -> inClickHouse().containsAll(kept));
    Eventually.holds("S3 has them", SOON, () -> Set.copyOf(inS3()).containsAll(kept));
  }

  private static boolean isFull(EventServiceGrpc.EventServiceBlockingStub door, Set<String> kept) {
    List<String> ids = IntStream.range(0, 10).mapToObj(i -> "kept-" + (kept.size() + i)).toList();
    var batch = EventBatchRequest.newBuilder();
    ids.forEach(id -> batch.addEvents(ByteString.copyFrom(event(id, 1_000))));
    try {
      door.send(batch.build());
      kept.addAll(ids);
      return false;
    } catch (StatusRuntimeException refused) {
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      return true;
    }
  }
}
