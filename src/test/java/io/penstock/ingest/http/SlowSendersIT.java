package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who keeps the door waiting is cut, and who is only not fast is not. */
class SlowSendersIT {
  private static final int CONNECTIONS_MAX = 20;
  private static final Duration CUT_WITHIN = Duration.ofSeconds(6);
  private static final Duration TICK = Duration.ofMillis(50);

  @TempDir static Path folder;
  private static TestNode node;

  /** An idle timeout that cannot be what ends a connection here. */
  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            folder,
            "ingest.http.slow-grace=2s",
            "ingest.http.rate-min=1KB",
            "ingest.http.idle-timeout=1m",
            "ingest.http.instances=1",
            "ingest.http.connections-max=" + CONNECTIONS_MAX);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aHeadThatTricklesIsCut() {
    double before = cuts("slow_head");
    try (Wire wire = node.door().wire()) {
      wire.text("POST " + pathOf("open") + " HTTP/1.1\r\nhost: it\r\nx-more: ");

      trickleUntilItIsClosed(wire);
    }
    assertThat(cuts("slow_head")).isEqualTo(before + 1);
  }

  @Test
  void aLaterHeadOnTheSameConnectionIsCut() {
    try (Wire wire = node.door().wire()) {
      head(wire, "content-length: 12").text("{\"id\":\"one\"}");
      assertThat(wire.answer().status()).isEqualTo(202);

      wire.text("P");
      trickleUntilItIsClosed(wire);
    }
  }

  @Test
  void aBodyThatTricklesIsAnsweredAndCut() {
    double before = cuts("slow_body");
    double refusedBefore = refused("open");
    try (Wire wire = node.door().wire()) {
      head(wire, "content-length: 1000000", "x-request-id: slow-1");

      Eventually.holds(
          "the sender hears that it is too slow",
          CUT_WITHIN,
          () -> wire.textWhileItIsTaken(" ").isAnswered());

      assertTooSlow(wire.answer());
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(cuts("slow_body")).isEqualTo(before + 1);
    assertThat(refused("open")).isEqualTo(refusedBefore + 1);
  }

  @Test
  void aSlowExporterIsCountedWithItsStream() {
    try (Wire wire = node.door().wire()) {
      wire.head(
          "POST /v1/traces?x=1 HTTP/1.1",
          "host: it",
          "authorization: " + BEARER,
          "accept: text/plain",
          "content-length: 100");

      Answer answer = wire.answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(answer.text()).startsWith("The request came too slowly\n");
    }
    assertThat(refused("otel_traces")).isEqualTo(1);
  }

  @Test
  void aChunkedBodyThatStandsStillIsAnsweredAndCut() {
    try (Wire wire = node.door().wire()) {
      head(wire, "transfer-encoding: chunked", "x-request-id: slow-1").text("5\r\n{\"id\"\r\n");

      assertTooSlow(wire.answer());
      assertThat(wire.isClosed()).isTrue();
    }
  }

  /** A burst wins no more than the grace. */
  @Test
  void aFastBeginningDoesNotHelp() {
    try (Wire wire = node.door().wire()) {
      head(wire, "content-length: 2000000").text(" ".repeat(1_000_000));

      Eventually.holds(
          "the sender hears that it is too slow",
          CUT_WITHIN,
          () -> wire.textWhileItIsTaken(" ").isAnswered());
    }
  }

  @Test
  void aSenderOfFiveKilobytesASecondIsTaken() {
    try (Wire wire = node.door().wire()) {
      head(wire, "content-length: " + 80 * 256);
      for (int i = 0; i < 79; i++) {
        wire.text(" ".repeat(256));
        assertThat(wire.isClosedWithin(TICK)).isFalse();
      }
      wire.text("{\"id\":\"steady\"}").text(" ".repeat(256 - 15));

      assertThat(wire.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void aSenderThatPausesForLessThanTheGraceIsTaken() {
    try (Wire wire = node.door().wire()) {
      head(wire, "content-length: 100015").text(" ".repeat(50_000));
      assertThat(wire.isClosedWithin(Duration.ofMillis(1_500))).isFalse();
      wire.text(" ".repeat(50_000)).text("{\"id\":\"paused\"}");

      assertThat(wire.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void aConnectionWithoutARequestIsLeftToTheIdleTimeout() {
    try (Wire wire = node.door().wire()) {
      assertThat(wire.isClosedWithin(Duration.ofMillis(3_500))).isFalse();

      head(wire, "content-length: 15").text("{\"id\":\"rested\"}");
      assertThat(wire.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void connectionsBeyondTheirNumberAreTurnedAway() {
    double before = cuts("too_many");
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i <= CONNECTIONS_MAX; i++) {
        wires.add(node.door().wire());
      }
      assertThat(wires.getLast().isClosed()).isTrue();
    } finally {
      wires.forEach(Wire::close);
    }
    assertThat(cuts("too_many")).isGreaterThan(before);
    Eventually.holds(
        "there is room again",
        CUT_WITHIN,
        () -> {
          try (Wire wire = node.door().wire()) {
            return !wire.isClosedWithin(TICK);
          }
        });
  }

  private static void trickleUntilItIsClosed(Wire wire) {
    Eventually.holds(
        "the connection is cut",
        CUT_WITHIN,
        () -> wire.textWhileItIsTaken("x").isClosedWithin(TICK));
  }

  private static Wire head(Wire wire, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add("POST " + pathOf("open") + " HTTP/1.1");
    lines.add("host: it");
    lines.add("authorization: " + BEARER);
    lines.addAll(List.of(headers));
    return wire.head(lines.toArray(String[]::new));
  }

  private static void assertTooSlow(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(408);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(answer.header("x-request-id")).isEqualTo("slow-1");
    assertThat(answer.code()).isEqualTo("too_slow");
    assertThat(answer.json().getString("requestId")).isEqualTo("slow-1");
    assertThat(answer.json().getString("instance")).isEqualTo(pathOf("open"));
  }

  private static double refused(String stream) {
    return sum("penstock_requests_refused_total{code=\"too_slow\",stream=\"" + stream + "\"} ");
  }

  private static double cuts(String reason) {
    return sum("penstock_connections_cut_total{reason=\"" + reason + "\"} ");
  }

  private static double sum(String name) {
    return node.admin()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }
}
