package io.penstock;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.PenstockProcess;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is asked to stop. */
class StopIT {
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final int SENDERS = 4;

  @TempDir private Path folder;

  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger resets = new AtomicInteger();

  @Test
  void nothingThatWasAnsweredIsLostWhenItStopsUnderLoad() {
    try (var penstock = PenstockProcess.start(folder)) {
      List<CompletableFuture<Void>> senders =
          IntStream.range(0, SENDERS)
              .mapToObj(
                  sender ->
                      CompletableFuture.runAsync(
                          () -> sendUntilItIsGone(sender, penstock), Thread::startVirtualThread))
              .toList();
      Eventually.holds(
          "some thousand events are accepted", STOP_MAX, () -> accepted.size() > 5_000);

      penstock.signal("TERM");

      assertThat(penstock.exitWithin(STOP_MAX)).isZero();
      senders.forEach(CompletableFuture::join);
    }
    try (TestNode node = TestNode.start(folder)) {
      node.settle("open");
      List<String> kept =
          node.query("select string_agg(id, ' ') from open group by id[:9]").stream()
              .flatMap(row -> java.util.Arrays.stream(row.getString(0).split(" ")))
              .toList();
      assertThat(kept).doesNotHaveDuplicates().containsAll(accepted);
      assertThat(node.ledger("open").getLong("unexplained")).isZero();
    }
  }

  @Test
  void whatIsInHandIsAnsweredAndNothingNewIsTaken() {
    try (var penstock = PenstockProcess.start(folder);
        Wire inHand = penstock.door().wire();
        Wire late = penstock.door().wire()) {
      begin(inHand);
      late.text("POST " + pathOf("open") + " HTTP/1.1\r\nhost: it\r\n");

      penstock.signal("TERM");
      penstock.says("Stopping");
      late.textWhileItIsTaken("authorization: " + BEARER + "\r\ncontent-length: 2\r\n\r\n{}");
      inHand.text("{\"id\":\"in hand\"}");

      assertThat(inHand.answer().status()).isEqualTo(202);
      assertThat(isTurnedAway(late)).isTrue();
      assertThat(penstock.exitWithin(STOP_MAX)).isZero();
    }
  }

  /** Reading to the end succeeds: a reset would leave a sender in doubt about its request. */
  @Test
  void aConnectionEndsInOrderAndOneInUseAfterAnAnswerThatSaysSo() {
    String question = "GET /health/live HTTP/1.1\r\nhost: it\r\n\r\n";
    try (var penstock = PenstockProcess.start(folder);
        Wire idle = penstock.door().wire();
        Wire asking = penstock.door().wire()) {
      for (Wire wire : List.of(idle, asking)) {
        wire.text(question);
        assertThat(wire.answer().headers()).doesNotContainKey("connection");
      }

      penstock.signal("TERM");
      penstock.says("Stopping");
      Answer answer;
      do {
        asking.text(question);
        answer = asking.answer();
      } while (!answer.headers().containsKey("connection"));

      assertThat(answer.headers().get("connection")).containsExactly("close");
      assertThat(asking.bytes(1)).isEmpty();
      assertThat(idle.bytes(1)).isEmpty();
      assertThat(penstock.exitWithin(STOP_MAX)).isZero();
    }
  }

  /**
   * Each of the senders goes on until one connection is refused, or reset: that is so for whom the
   * kernel has connected when the listener closes and not handed over yet. Most see none.
   */
  @Test
  void whoConnectsWhileItStopsIsAnswered() {
    try (var penstock = PenstockProcess.start(folder)) {
      List<CompletableFuture<Void>> senders =
          IntStream.range(0, SENDERS)
              .mapToObj(
                  sender ->
                      CompletableFuture.runAsync(
                          () -> askUntilTurnedAway(penstock), Thread::startVirtualThread))
              .toList();
      Eventually.holds("some are answered", STOP_MAX, () -> accepted.size() > 100);

      penstock.signal("TERM");

      assertThat(penstock.exitWithin(STOP_MAX)).isZero();
      senders.forEach(CompletableFuture::join);
      assertThat(resets).hasValueLessThanOrEqualTo(1);
    }
  }

  private void askUntilTurnedAway(PenstockProcess penstock) {
    for (Optional<Wire> next = connect(penstock); next.isPresent(); next = connect(penstock)) {
      try (Wire wire = next.get()) {
        wire.text("GET /health/live HTTP/1.1\r\nhost: it\r\n\r\n");
        assertThat(wire.answer().status()).isEqualTo(200);
        accepted.add("");
      } catch (UncheckedIOException reset) {
        resets.incrementAndGet();
        return;
      }
    }
  }

  private static Optional<Wire> connect(PenstockProcess penstock) {
    try {
      return Optional.of(penstock.door().wire());
    } catch (UncheckedIOException refused) {
      return Optional.empty();
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() {
    try (var penstock = PenstockProcess.start(folder);
        Wire inHand = penstock.door().wire()) {
      begin(inHand);
      penstock.signal("TERM");
      penstock.says("Stopping");

      penstock.signal("TERM");

      assertThat(penstock.exitWithin(Duration.ofSeconds(2))).isEqualTo(130);
    }
  }

  /** Begins a request, and waits for the word that its body may come: then the server has it. */
  private static void begin(Wire wire) {
    wire.head(
        "POST " + pathOf("open") + " HTTP/1.1",
        "host: it",
        "authorization: " + BEARER,
        "expect: 100-continue",
        "content-length: 16");
    assertThat(wire.answer().status()).isEqualTo(100);
  }

  /** Either way the sender knows that it has to go elsewhere. */
  private static boolean isTurnedAway(Wire wire) {
    try {
      return wire.answer().status() == 503;
    } catch (UncheckedIOException closed) {
      return true;
    }
  }

  private void sendUntilItIsGone(int sender, PenstockProcess penstock) {
    try {
      for (int request = 0; ; request++) {
        String prefix = "stop-%d-%04d-".formatted(sender, request);
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> prefix + i).toList();
        int status =
            penstock.door().post(pathOf("open"), events(ids), "authorization", BEARER).status();
        if (status == 202) {
          accepted.addAll(ids);
        }
      }
    } catch (UncheckedIOException gone) {
      assertThat(penstock.exitWithin(STOP_MAX)).isZero();
    }
  }

  private static String events(List<String> ids) {
    return ids.stream()
        .map(id -> "{\"id\":\"" + id + "\",\"text\":\"" + "x".repeat(200) + "\"}")
        .collect(joining(",", "[", "]"));
  }
}
