package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.penstock.fixture.Answer;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small requests that want to cost much: each costs its sender a 4xx, and nobody else anything. */
class BombsIT {
  private static final int AT_ONCE = 3;
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);

  @TempDir static Path folder;
  private static TestNode node;

  /** Its limits are those that users get. */
  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            folder,
            "ingest.http.request-bytes-max=10MB",
            "ingest.credit-bytes=64MB",
            "ingest.http.idle-timeout=2m");
    node.post("open", "{\"id\":\"warm\"}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void everyBombIsRefusedAndNobodyElseWaits() throws Exception {
    Map<String, Bombs.Bomb> bombs = Bombs.all();
    try (var blocked = new BlockedThreads();
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new AtomicBoolean();
      Future<Duration> other = senders.submit(() -> slowestOfSmallRequestsUntil(done));
      try {
        for (Map.Entry<String, Bombs.Bomb> bomb : bombs.entrySet()) {
          assertRefused(bomb.getKey(), bomb.getValue(), senders);
        }
      } finally {
        done.set(true);
      }

      assertThat(other.get()).isLessThan(ANSWERED_WITHIN);
      assertThat(blocked.warnings()).isEmpty();
    }
  }

  @Test
  void aBodyWithoutAnEndIsRefusedWhereverItsLengthIsSaid() {
    try (Wire said = node.door().wire();
        Wire chunked = node.door().wire()) {
      head(said, "content-length: 100000000").textWhileItIsTaken("1".repeat(1_000));
      head(chunked, "transfer-encoding: chunked").textWhileItIsTaken("1\r\n[\r\n");
      sendMegabytes(chunked, 11);

      assertThat(said.answer().code()).isEqualTo("body_too_large");
      assertThat(chunked.answer().code()).isEqualTo("body_too_large");
    }
  }

  @Test
  void oneEventThatHasNoEndIsNotReadToTheLimitOfTheBody() {
    try (Wire chunked = node.door().wire()) {
      head(chunked, "transfer-encoding: chunked").textWhileItIsTaken("5\r\n{\"a\":\r\n");
      sendMegabytes(chunked, 3);

      assertThat(chunked.answer().code()).isEqualTo("event_too_large");
    }
  }

  @Test
  void anExportIsManyEventsHoweverItBegins() {
    var records = Collections.nCopies(3, textRecord("x".repeat(900_000)));
    var export =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(records)))
            .build();
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[%s]}]}]}"
            .formatted(
                Collections.nCopies(
                        3, "{\"body\":{\"stringValue\":\"" + "x".repeat(900_000) + "\"}}")
                    .stream()
                    .collect(Collectors.joining(",")));

    assertThat(export("application/x-protobuf", export.toByteArray()).status()).isEqualTo(200);
    assertThat(export("application/json", json.getBytes(US_ASCII)).status()).isEqualTo(200);
  }

  private static LogRecord textRecord(String text) {
    return LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(text)).build();
  }

  private static Answer export(String mediaType, byte[] body) {
    return node.door().post("/v1/logs", body, "authorization", BEARER, "content-type", mediaType);
  }

  private static void sendMegabytes(Wire wire, int count) {
    for (int i = 0; i < count; i++) {
      wire.textWhileItIsTaken("100000\r\n" + "1".repeat(1 << 20) + "\r\n");
    }
  }

  /** Together they are twice the credit. */
  @Test
  void largeBodiesWaitForEachOtherAndAreAllTaken() throws Exception {
    List<Callable<Answer>> sending = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      byte[] body = nineEventsOf(1_000_000, "large-" + i + "-");
      sending.add(() -> node.door().post(pathOf("open"), body, "authorization", BEARER));
    }
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : senders.invokeAll(sending)) {
        assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(202);
      }
    }
  }

  private static byte[] nineEventsOf(int bytes, String prefix) {
    String padding = "x".repeat(bytes);
    return IntStream.range(0, 9)
        .mapToObj(n -> "{\"id\":\"" + prefix + n + "\",\"v\":\"" + padding + "\"}")
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(US_ASCII);
  }

  private static void assertRefused(String name, Bombs.Bomb bomb, ExecutorService senders)
      throws Exception {
    List<Callable<Answer>> sending = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      sending.add(() -> post(bomb));
    }
    long began = System.nanoTime();
    for (Future<Answer> answer : senders.invokeAll(sending)) {
      assertThat(answer.get().status()).as(name + ": " + answer.get()).isBetween(400, 499);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as(name)
        .isLessThan(ANSWERED_WITHIN.multipliedBy(AT_ONCE));
  }

  private static Duration slowestOfSmallRequestsUntil(AtomicBoolean done) {
    long slowest = 0;
    for (int i = 0; !done.get(); i++) {
      long began = System.nanoTime();
      Answer answer = node.post("open", "{\"id\":\"other-" + i + "\"}");
      slowest = Math.max(slowest, System.nanoTime() - began);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }
    return Duration.ofNanos(slowest);
  }

  private static Answer post(Bombs.Bomb bomb) {
    return node.door()
        .post(
            pathOf("open"),
            bomb.body(),
            "authorization",
            BEARER,
            "content-encoding",
            bomb.encoding());
  }

  private static Wire head(Wire wire, String length) {
    return wire.head(
        "POST " + pathOf("open") + " HTTP/1.1", "host: it", "authorization: " + BEARER, length);
  }
}
