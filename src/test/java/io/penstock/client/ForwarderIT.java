package io.penstock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.client.ForwarderHealth.ServerState;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.Ports;
import io.penstock.fixture.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forwarder and a node that goes away for a while. */
class ForwarderIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The waits between attempts double. */
  private static final Duration RETRIED = Duration.ofMinutes(1);

  private static final int EVENTS = 400;

  @TempDir private Path folder;

  private final Heard heard = new Heard();

  @Test
  void nothingIsLostOrDoubledInTheSinkWhenTheServerIsRestarted() throws InterruptedException {
    int port = Ports.free();
    String setting = "ingest.grpc.port=" + port;
    try (Forwarder forwarder = forwarder(port)) {
      try (var node = TestNode.start(folder, setting)) {
        offer(0, EVENTS / 2, forwarder);
        Eventually.holds("some are delivered", SOON, () -> heard.delivered.get() > 0);
        assertThat(forwarder.health().server()).isEqualTo(ServerState.SERVING);
        assertThat(node.grpcPort()).isEqualTo(port);
      }
      offer(EVENTS / 2, EVENTS, forwarder);
      assertThat(forwarder.offer("{\"id\":\"bad\",\"type\":1}".getBytes(UTF_8))).isTrue();
      Eventually.holds("it is missed", SOON, () -> forwarder.health().consecutiveFailures() > 0);
      try (var node = TestNode.start(folder, setting)) {
        assertThat(forwarder.flush(RETRIED)).isTrue();

        assertThat(heard.failed).isEmpty();
        assertThat(heard.delivered).hasValue(EVENTS);
        assertThat(heard.rejected).extracting(RejectedEvent::code).containsExactly("field_invalid");
        node.settle("segment");
        assertThat(
                node.query(
                    "select count(*), count(distinct json_extract(data, '$.n')) from segment"))
            .extracting(Object::toString)
            .containsExactly("[%1$d,%1$d]".formatted(EVENTS));
      }
    }
  }

  private Forwarder forwarder(int port) {
    return Forwarder.to("127.0.0.1:" + port, TestNode.KEY).plaintext().stream("segment")
        .listener(heard)
        .build();
  }

  /** They have no ids: it is the batch's that makes them the same when it is sent again. */
  private static void offer(int from, int to, Forwarder forwarder) {
    List<Boolean> taken =
        IntStream.range(from, to)
            .mapToObj(i -> forwarder.offer("{\"n\":%d}".formatted(i).getBytes(UTF_8)))
            .toList();
    assertThat(taken).doesNotContain(false);
  }
}
