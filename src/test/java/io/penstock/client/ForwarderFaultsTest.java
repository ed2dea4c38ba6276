package io.penstock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listeners that fail, threads that are interrupted, and bounds at their ends. */
class ForwarderFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final Heard heard = new Heard();

  private static Forwarder forwarder(
      ScriptedEventService service, ForwarderListener listener, ForwarderOptions options) {
    return Forwarder.to(service.target(), "key").plaintext().stream("open")
        .listener(listener)
        .options(options)
        .build();
  }

  private static ForwarderOptions ones() {
    return ForwarderOptions.DEFAULT.withBatches(1, 1 << 20, Duration.ZERO).withInFlight(1);
  }

  private static byte[] event(int number) {
    return "{\"id\":%d}".formatted(1_000 + number).getBytes(UTF_8);
  }

  @Test
  void anErrorOfAListenerCostsNoEvent() throws InterruptedException {
    var failing =
        new ForwarderListener() {
          @Override
          public void delivered(int events, String receipt) {
            heard.delivered(events, receipt);
            throw new StackOverflowError("a listener's");
          }
        };
    try (var service = new ScriptedEventService();
        var forwarder = forwarder(service, failing, ones())) {
      IntStream.range(0, 3).forEach(i -> assertThat(forwarder.offer(event(i))).isTrue());

      assertThat(forwarder.flush(SOON)).isTrue();
      assertThat(heard.delivered).hasValue(3);
    }
  }

  @Test
  void anErrorOfAListenerDoesNotKeepItFromClosing() throws InterruptedException {
    var failing =
        new ForwarderListener() {
          @Override
          public void failed(List<byte[]> events, String reason) {
            heard.failed(events, reason);
            throw new StackOverflowError("a listener's");
          }
        };
    try (var service = new ScriptedEventService()) {
      service.holdsBack();
      Forwarder forwarder = forwarder(service, failing, ones());
      IntStream.range(0, 3).forEach(i -> assertThat(forwarder.offer(event(i))).isTrue());

      assertThat(forwarder.close(Duration.ofMillis(20))).isFalse();
      assertThat(heard.failed).hasSize(3);
    }
  }

  @Test
  void eventsWhoseErrorsHadNoRoomAreCounted() throws InterruptedException {
    try (var service = new ScriptedEventService();
        var forwarder =
            forwarder(
                service,
                heard,
                ForwarderOptions.DEFAULT.withBatches(3, 1 << 20, Duration.ofSeconds(10)))) {
      service.answersWith(
          EventBatchResponse.newBuilder()
              .setRejected(3)
              .addErrors(EventError.newBuilder().setIndex(1).setCode("field_invalid"))
              .addErrors(EventError.newBuilder().setIndex(1).setCode("field_missing"))
              .setOmitted(4)
              .build());
      IntStream.range(0, 3).forEach(i -> assertThat(forwarder.offer(event(i))).isTrue());

      assertThat(forwarder.flush(SOON)).isTrue();
      assertThat(heard.rejected).extracting(RejectedEvent::event).containsExactly(event(1));
      assertThat(heard.omitted).hasValue(2);
    }
  }

  @Test
  void whoIsInterruptedWhileClosingHearsOfEveryEvent() {
    try (var service = new ScriptedEventService()) {
      service.holdsBack();
      Forwarder forwarder = forwarder(service, heard, ones());
      IntStream.range(0, 3).forEach(i -> assertThat(forwarder.offer(event(i))).isTrue());
      Eventually.holds("one is on its way", SOON, () -> service.requests().size() == 1);
      var interrupted = new CompletableFuture<Boolean>();

      Thread closing =
          Thread.ofPlatform()
              .start(
                  () -> {
                    forwarder.close();
                    interrupted.complete(Thread.currentThread().isInterrupted());
                  });
      closing.interrupt();

      assertThat(interrupted).succeedsWithin(SOON).isEqualTo(true);
      assertThat(heard.failed)
          .containsExactlyInAnyOrder("{\"id\":1000}", "{\"id\":1001}", "{\"id\":1002}");
    }
  }

  @Test
  void aThreadThatIsInterruptedMayOffer() throws InterruptedException {
    try (var service = new ScriptedEventService();
        var forwarder = forwarder(service, heard, ForwarderOptions.DEFAULT)) {
      Thread.currentThread().interrupt();
      boolean taken = forwarder.offer(event(0));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(taken).isTrue();
      assertThat(forwarder.flush(SOON)).isTrue();
    }
  }

  @Test
  void aBufferThatIsFullIsSentHoweverLargeABatchMayBe() throws InterruptedException {
    ForwarderOptions small =
        ForwarderOptions.DEFAULT.withBatches(500, 1 << 20, FOREVER).withBuffer(3, 1 << 20);
    try (var service = new ScriptedEventService();
        var forwarder = forwarder(service, heard, small)) {
      for (int i = 0; i < 10; i++) {
        assertThat(forwarder.offer(event(i), SOON)).isTrue();
      }
      assertThat(forwarder.flush(FOREVER)).isTrue();
      assertThat(heard.delivered).hasValue(10);
    }
  }

  @Test
  void aYearIsForever() {
    ForwarderOptions options =
        ForwarderOptions.DEFAULT
            .withBatches(1, 1, FOREVER)
            .withGiveUpAfter(FOREVER)
            .withAttempts(1, FOREVER, FOREVER, FOREVER);

    assertThat(options.linger()).isEqualTo(Duration.ofDays(365));
    assertThat(options.backoffMax()).isEqualTo(Duration.ofDays(365));
  }
}
