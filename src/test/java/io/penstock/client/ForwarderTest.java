package io.penstock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.penstock.client.ForwarderHealth.ServerState;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.Ports;
import io.penstock.grpc.EventBatchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForwarderTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration NEVER = Duration.ofMinutes(10);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final Heard heard = new Heard();

  /** The clock stands still, and nothing is waited for. */
  private final Time time =
      new Time() {
        @Override
        public Instant now() {
          return NOW;
        }

        @Override
        public long nanos() {
          return pauses.stream().mapToLong(Duration::toNanos).sum();
        }

        @Override
        public void pause(Duration duration) {
          pauses.add(duration);
        }
      };

  private Forwarder forwarder(String target, ForwarderOptions options) {
    return new Forwarder(
        Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build(),
        "key",
        "open",
        options,
        heard,
        time,
        RandomGenerator.of("L64X128MixRandom"));
  }

  private static ForwarderOptions batches(int eventsMax, int bytesMax, Duration linger) {
    return ForwarderOptions.DEFAULT.withBatches(eventsMax, bytesMax, linger).withInFlight(1);
  }

  private static byte[] event(int number) {
    return "{\"id\":%d}".formatted(1_000 + number).getBytes(UTF_8);
  }

  private static StatusException unavailable() {
    return Status.UNAVAILABLE.withDescription("away").asException();
  }

  private static StatusException comeBackIn(int seconds) {
    return StatusProto.toStatusException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
            .addDetails(
                Any.pack(
                    RetryInfo.newBuilder()
                        .setRetryDelay(
                            com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
                        .build()))
            .build());
  }

  @Test
  void aBatchIsSentWhenItHasEnoughEvents() throws InterruptedException {
    try (var service = new ScriptedEventService();
        var forwarder = forwarder(service.target(), batches(3, 1 << 20, NEVER))) {
      for (int i = 0; i < 7; i++) {
        assertThat(forwarder.offer(event(i))).isTrue();
      }

      Eventually.holds("two batches are sent", SOON, () -> heard.delivered.get() == 6);
      assertThat(service.requests())
          .extracting(EventBatchRequest::getEventsCount)
          .containsExactly(3, 3);
      assertThat(forwarder.flush(SOON)).isTrue();
      assertThat(service.requests().getLast().getEvents(0).toByteArray()).isEqualTo(event(6));
      assertThat(service.requests()).extracting(EventBatchRequest::getStream).containsOnly("open");
    }
  }

  @Test
  void aBatchIsSentWhenItHasEnoughBytes() throws InterruptedException {
    try (var service = new ScriptedEventService();
        var forwarder = forwarder(service.target(), batches(1_000, 186, NEVER))) {
      for (int i = 0; i < 4; i++) {
        assertThat(forwarder.offer(event(i))).isTrue();
      }
      assertThat(forwarder.flush(SOON)).isTrue();

      assertThat(service.requests())
          .extracting(EventBatchRequest::getEventsCount)
          .containsExactly(2, 2);
    }
  }

  @Test
  void aBatchIsSentWhenItsOldestEventHasWaitedLongEnough() {
    try (var service = new ScriptedEventService();
        var forwarder =
            forwarder(service.target(), batches(1_000, 1 << 20, Duration.ofMillis(50)))) {
      assertThat(forwarder.offer(event(0))).isTrue();

      Eventually.holds("it is sent", SOON, () -> heard.delivered.get() == 1);
    }
  }

  @Test
  void aBatchIsTheSameHoweverOftenItIsSent() throws InterruptedException {
    try (var service = new ScriptedEventService(unavailable(), comeBackIn(7));
        var forwarder = forwarder(service.target(), ForwarderOptions.DEFAULT)) {
      assertThat(forwarder.offer(event(0))).isTrue();
      assertThat(forwarder.flush(SOON)).isTrue();

      assertThat(service.requests()).hasSize(3);
      assertThat(service.requests().stream().distinct()).hasSize(1);
      EventBatchRequest request = service.requests().getFirst();
      assertThat(request.getIdempotencyKey()).hasSize(36).isEqualTo(request.getBatchId());
      assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
      assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_700));
      assertThat(heard.delivered).hasValue(1);
      ForwarderHealth health = forwarder.health();
      assertThat(health.lastSuccess()).isEqualTo(Optional.of(NOW));
      assertThat(health.consecutiveFailures()).isZero();
      assertThat(health.server()).isEqualTo(ServerState.NOT_SERVING);
    }
  }

  @Test
  void aBatchIsGivenUpAfterTheLastAttempt() throws InterruptedException {
    ForwarderOptions thrice =
        ForwarderOptions.DEFAULT.withAttempts(
            3, Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(30));
    try (var service = new ScriptedEventService(unavailable(), unavailable(), unavailable());
        var forwarder = forwarder(service.target(), thrice)) {
      assertThat(forwarder.offer(event(0))).isTrue();
      assertThat(forwarder.flush(SOON)).isTrue();

      assertThat(service.requests()).hasSize(3);
      assertThat(heard.failed).containsExactly("{\"id\":1000}");
      assertThat(heard.reasons).containsExactly("after 3 attempts: UNAVAILABLE: away");
      assertThat(forwarder.health().consecutiveFailures()).isEqualTo(3);
    }
  }

  /** A restart of the server costs no event; one that never comes back must not fill the buffer. */
  @Test
  void aBatchIsGivenUpAfterFiveMinutes() throws InterruptedException {
    try (var forwarder = forwarder("127.0.0.1:" + Ports.free(), ForwarderOptions.DEFAULT)) {
      assertThat(forwarder.offer(event(0))).isTrue();
      assertThat(forwarder.flush(SOON)).isTrue();
    }
    assertThat(heard.failed).containsExactly("{\"id\":1000}");
    assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isBetween(240L, 300L);
  }

  @Test
  void whatTheServerNeverTakesIsNotSentAgain() throws InterruptedException {
    var stranger = Status.UNAUTHENTICATED.withDescription("who?").asException();
    try (var service = new ScriptedEventService(stranger);
        var forwarder = forwarder(service.target(), ForwarderOptions.DEFAULT)) {
      assertThat(forwarder.offer(event(0))).isTrue();
      assertThat(forwarder.flush(SOON)).isTrue();

      assertThat(service.requests()).hasSize(1);
      assertThat(heard.reasons).containsExactly("UNAUTHENTICATED: who?");
    }
  }

  @Test
  void noMoreIsHeldThanFits() throws InterruptedException {
    ForwarderOptions small = batches(1, 1 << 20, NEVER).withBuffer(1_000, 35);
    try (var service = new ScriptedEventService();
        var forwarder = forwarder(service.target(), small)) {
      service.holdsBack();
      List<Boolean> taken = IntStream.range(0, 5).mapToObj(i -> forwarder.offer(event(i))).toList();

      assertThat(taken).containsExactly(true, true, true, false, false);
      assertThat(forwarder.offer(event(5), Duration.ofMillis(20))).isFalse();
      assertThat(forwarder.health().bytesHeld()).isEqualTo(33);
      assertThat(forwarder.health().eventsHeld()).isEqualTo(3);
      assertThat(forwarder.flush(Duration.ofMillis(20))).isFalse();
      assertThatThrownBy(() -> forwarder.offer(new byte[36]))
          .isInstanceOf(IllegalArgumentException.class);
      service.answers();
      assertThat(forwarder.offer(event(6), SOON)).isTrue();
    }
    assertThat(heard.delivered).hasValue(4);
  }

  @Test
  void closingSendsWhatIsLeft() {
    try (var service = new ScriptedEventService()) {
      Forwarder forwarder = forwarder(service.target(), batches(1_000, 1 << 20, NEVER));
      assertThat(forwarder.offer(event(0))).isTrue();

      forwarder.close();

      assertThat(heard.delivered).hasValue(1);
      assertThatThrownBy(() -> forwarder.offer(event(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the forwarder is closed");
    }
  }

  @Test
  void whatIsNotSentByThenIsGivenUp() throws InterruptedException {
    try (var service = new ScriptedEventService()) {
      service.holdsBack();
      Forwarder forwarder = forwarder(service.target(), batches(1, 1 << 20, NEVER));
      IntStream.range(0, 3).forEach(i -> assertThat(forwarder.offer(event(i))).isTrue());
      Eventually.holds("one is on its way", SOON, () -> service.requests().size() == 1);

      assertThat(forwarder.close(Duration.ofMillis(20))).isFalse();

      assertThat(heard.failed)
          .containsExactlyInAnyOrder("{\"id\":1000}", "{\"id\":1001}", "{\"id\":1002}");
      assertThat(heard.reasons).containsOnly("the forwarder was closed");
    }
  }

  @Test
  void nobodyThereIsUnreachable() {
    try (var forwarder = forwarder("127.0.0.1:" + Ports.free(), ForwarderOptions.DEFAULT)) {
      assertThat(forwarder.health().server()).isEqualTo(ServerState.UNREACHABLE);
      assertThat(forwarder.health().lastSuccess()).isEmpty();
    }
  }
}
