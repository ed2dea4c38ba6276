package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever stands on the wire, the door answers or closes, and never by its own fault. Behind each
 * request comes a good one that ends the connection: it is kept if and only if that is answered.
 */
@ExtendWith(SharedNode.class)
class ParserRequestsIT {
  private static final List<ParserRequest> REQUESTS = ParserRequest.all();

  private final TestNode node;
  private final RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(67);
  private final List<String> keptBehind = new ArrayList<>();

  ParserRequestsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void theyAreAllThere() {
    assertThat(REQUESTS).hasSize(67);
  }

  @TestFactory
  Stream<DynamicTest> eachIsAnsweredOrTheConnectionIsClosed() {
    Stream<ParserRequest> requests =
        Stream.concat(REQUESTS.stream(), REQUESTS.stream().map(ParserRequest::withHost)).distinct();
    return Stream.concat(
        requests.map(request -> dynamicTest(request.title(), () -> assertAnswered(request))),
        Stream.of(dynamicTest("what came behind them", this::assertKeptAsAnswered)));
  }

  /** However the bytes come, the answers are the same. */
  private void assertAnswered(ParserRequest request) {
    List<Integer> answers = assertAnswered(request, () -> Integer.MAX_VALUE);

    assertThat(assertAnswered(request, () -> 1)).isEqualTo(answers);
    assertThat(assertAnswered(request, () -> random.nextInt(1, 40))).isEqualTo(answers);
  }

  private List<Integer> assertAnswered(ParserRequest request, IntSupplier pieces) {
    String id = "behind-" + random.nextLong();
    List<Answer> answers = send(request, request.text() + goodOne(id), pieces);

    assertThat(answers).isNotEmpty().allSatisfy(ParserRequestsIT::assertLawful);
    if (answers.getLast().status() == 202) {
      keptBehind.add(event(id));
    }
    return answers.stream().map(Answer::status).toList();
  }

  private List<Answer> send(ParserRequest request, String text, IntSupplier pieces) {
    try (Wire wire = node.door().wire()) {
      for (int end, from = 0; from < text.length(); from = end) {
        end = (int) Math.min(text.length(), from + (long) pieces.getAsInt());
        wire.textWhileItIsTaken(text.substring(from, end));
      }
      List<Answer> answers = new ArrayList<>();
      if (request.isHead()) {
        answers.add(wire.answerToHead());
      }
      answers.addAll(wire.answersToTheEnd());
      return answers;
    }
  }

  private static String goodOne(String id) {
    String event = event(id);
    return String.join(
        "\r\n",
        "POST " + pathOf("open") + " HTTP/1.1",
        "host: it",
        "authorization: " + BEARER,
        "connection: close",
        "content-length: " + event.length(),
        "",
        event);
  }

  private static String event(String id) {
    return "{\"id\":\"" + id + "\"}";
  }

  /** Some of them ask for text, as browsers do. */
  private static void assertLawful(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isIn(200, 202, 400, 404, 405);
    if (answer.status() >= 400) {
      assertThat(answer.header("content-type"))
          .isIn("application/problem+json", "text/plain; charset=utf-8");
    }
  }

  private void assertKeptAsAnswered() {
    assertThat(keptBehind).isNotEmpty();
    assertThat(node.topic("open").values().stream().filter(value -> value.contains("behind-")))
        .containsExactlyInAnyOrderElementsOf(keptBehind);
  }
}
