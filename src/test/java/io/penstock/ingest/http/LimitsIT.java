package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is too large, too many, or not as long as it says. */
@ExtendWith(SharedNode.class)
class LimitsIT {
  private static final int MEGABYTE = 1 << 20;

  /** Before the idle timeout would have closed the connection anyway. */
  private static final Duration SOON = Duration.ofMillis(2_500);

  private static final String TOO_LARGE = "{\"id\":\"large\",\"v\":\"" + "x".repeat(1_024) + "\"}";

  private final TestNode node;

  LimitsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void anEventThatIsTooLargeIsRefusedAlone() {
    Answer answer = node.post("small", TOO_LARGE);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("event_too_large");
    assertThat(answer.json().getString("detail"))
        .isEqualTo("the event has 1045 bytes, at most 1024 are allowed.");
  }

  @Test
  void anEventThatIsTooLargeCostsNoOther() {
    Answer answer = node.post("small", "[{\"id\":\"s-1\"}," + TOO_LARGE + ",{\"id\":\"s-2\"}]");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
    assertThat(answer.errors()).hasSize(1);
    assertThat(answer.errors().getFirst().getString("code")).isEqualTo("event_too_large");
    assertThat(answer.errors().getFirst().getInteger("index")).isEqualTo(1);
    assertThat(node.topic("small").values()).contains("{\"id\":\"s-1\"}", "{\"id\":\"s-2\"}");
  }

  @Test
  void anEventOfAMegabyteIsTaken() {
    String event = "{\"id\":\"megabyte\",\"v\":\"" + "x".repeat(MEGABYTE - 25) + "\"}";

    Answer answer = node.post("open", event);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    node.settle("open");
    assertThat(node.query("select strlen(data) from open where id = 'megabyte'").getFirst())
        .containsExactly(event.length());
  }

  @Test
  void moreEventsThanARequestMayHaveAreRefusedWhole() {
    String events =
        IntStream.range(0, 6).mapToObj(i -> "{\"id\":\"many-" + i + "\"}").collect(joining(","));

    Answer answer = node.post("small", "[" + events + "]");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("too_many_events");
    assertThat(node.topic("small").values()).noneMatch(value -> value.contains("many-"));
  }

  @Test
  void aBodyThatSaysItIsTooLargeIsRefusedBeforeItComes() {
    try (Wire wire = node.door().wire()) {
      wire.head(post("open"), "host: it", bearer(), "content-length: " + (3 * MEGABYTE));

      Answer answer = wire.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.code()).isEqualTo("body_too_large");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(wire.isClosedWithin(SOON)).isTrue();
    }
  }

  @Test
  void anOrdinaryClientHearsThatItsBodyIsTooLarge() {
    Answer answer = node.post("open", new byte[3 * MEGABYTE]);

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void anOrdinaryClientHearsThatItsChunksAreTooMany() {
    Answer answer =
        node.door()
            .send(
                "POST",
                pathOf("open"),
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[3 * MEGABYTE])),
                "authorization",
                BEARER);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("body_too_large");
  }

  @Test
  void aBodyThatGrowsTooLargeByChunksEndsTheConnection() {
    try (Wire wire = node.door().wire()) {
      wire.head(post("open"), "host: it", bearer(), "transfer-encoding: chunked");
      for (int i = 0; i < 3; i++) {
        wire.textWhileItIsTaken("100000\r\n" + " ".repeat(MEGABYTE) + "\r\n");
      }

      assertThat(wire.answer().status()).isEqualTo(413);
      assertThat(wire.isClosedWithin(SOON)).isTrue();
    }
  }

  @Test
  void aSenderThatHangsUpTooEarlyLeavesNothing() {
    try (Wire wire = node.door().wire()) {
      wire.head(post("open"), "host: it", bearer(), "content-length: 100");
      wire.text("{\"id\":\"early\"}").finish();

      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(node.topic("open").values()).noneMatch(value -> value.contains("early"));
    assertThat(node.post("open", "{\"id\":\"after early\"}").status()).isEqualTo(202);
  }

  @Test
  void aSenderThatNeverSendsTheRestIsCutOff() {
    try (Wire wire = node.door().wire()) {
      wire.head(post("open"), "host: it", bearer(), "content-length: 100");
      wire.text("{\"id\":\"never\"}");

      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void whatFollowsABodyThatIsLongerThanItSaysIsNoRequest() {
    try (Wire wire = node.door().wire()) {
      wire.head(post("open"), "host: it", bearer(), "content-length: 14");
      wire.text("{\"id\":\"short\"}{\"id\":\"smuggled\"}\r\n\r\n");

      assertThat(wire.answer().status()).isEqualTo(202);
      assertThat(wire.answer().status()).isEqualTo(400);
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(node.topic("open").values()).noneMatch(value -> value.contains("smuggled"));
  }

  @Test
  void twoLengthsAreNoLength() {
    try (Wire wire = node.door().wire()) {
      wire.head(post("open"), "host: it", bearer(), "content-length: 13", "content-length: 14");
      wire.text("{\"id\":\"two\"}   ");

      assertThat(wire.answer().status()).isEqualTo(400);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void aLengthBesideChunksDoesNotHideARequest() {
    try (Wire wire = node.door().wire()) {
      wire.head(
          post("open"), "host: it", bearer(), "content-length: 200", "transfer-encoding: chunked");
      wire.text("0\r\n\r\n");

      assertThat(wire.answer().status()).isEqualTo(400);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  private static String post(String stream) {
    return "POST " + pathOf(stream) + " HTTP/1.1";
  }

  private static String bearer() {
    return "authorization: " + BEARER;
  }
}
