package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 in clear text, frame by frame where no client would do what is done here. */
class Http2IT {
  private static final Duration CUT_WITHIN = Duration.ofSeconds(6);
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** {@code GET /} over http, from HPACK's static table. */
  private static final String GET = "\u0082\u0084\u0086";

  @TempDir static Path folder;
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            folder,
            "ingest.http.h2c=true",
            "ingest.http.slow-grace=2s",
            "ingest.http.idle-timeout=3s",
            "log.producer.delivery-timeout=2s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aClientMayUpgrade() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      HttpResponse<String> first = post(client, "{\"id\":\"h2-1\"}");
      HttpResponse<String> second = post(client, "{\"id\":\"h2-2\"}");

      assertThat(first.version()).isEqualTo(Version.HTTP_2);
      assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
      assertThat(second.statusCode()).as(second.body()).isEqualTo(202);
    }
    assertThat(node.topic("open").values()).contains("{\"id\":\"h2-1\"}", "{\"id\":\"h2-2\"}");
  }

  /** What HTTP/1.1 says of its connection is forbidden in HTTP/2. */
  @Test
  void aRefusalIsAWholeAnswer() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      post(client, "{\"id\":\"h2-3\"}");
      HttpRequest withoutKey =
          HttpRequest.newBuilder(uri()).POST(BodyPublishers.ofString("{}")).build();
      HttpResponse<String> answer = client.send(withoutKey, BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theFirstRequestWithHttp1IsReadAsStrictlyAsAnyOther() {
    try (Wire wire = node.door().wire()) {
      wire.head(
          "POST " + pathOf("open") + " HTTP/1.1",
          "host: it",
          "authorization: " + BEARER,
          "transfer-encoding: gzip, chunked");

      assertThat(wire.answersToTheEnd()).extracting(Answer::status).containsExactly(400);
    }
  }

  @Test
  void aClientMayStayWithHttp1() {
    assertThat(node.post("open", "{\"id\":\"h1-1\"}").status()).isEqualTo(202);
  }

  @Test
  void aClientThatKnowsIsToldTheLimits() {
    try (Wire wire = greet()) {
      ByteBuffer settings = ByteBuffer.wrap(settings(wire));
      int streams = -1;
      int headerBytes = -1;
      while (settings.hasRemaining()) {
        int id = settings.getShort();
        int value = settings.getInt();
        streams = id == 3 ? value : streams;
        headerBytes = id == 6 ? value : headerBytes;
      }

      assertThat(streams).isEqualTo(100);
      assertThat(headerBytes).isEqualTo(8 << 10);
    }
  }

  @Test
  void aFloodOfResetsEndsTheConnection() {
    try (Wire wire = greet()) {
      for (int stream = 1; stream < 1_000; stream += 2) {
        frame(wire, HEADERS, END_STREAM | END_HEADERS, stream, GET);
        frame(wire, RESET, 0, stream, "\0\0\0\u0008");
      }

      assertEnds(wire);
    }
  }

  @Test
  void aBodyThatTricklesEndsTheConnection() {
    try (Wire wire = greet()) {
      frame(wire, HEADERS, END_HEADERS, 1, headOfAPost());

      Eventually.holds(
          "the connection is cut",
          CUT_WITHIN,
          () -> {
            frame(wire, DATA, 0, 1, " ");
            return isEnded(wire);
          });
    }
  }

  @Test
  void pingsDoNotKeepAConnectionWithoutRequests() {
    try (Wire wire = greet()) {
      Eventually.holds(
          "the connection is cut",
          CUT_WITHIN,
          () -> {
            frame(wire, PING, 0, 0, "pingping");
            return isEnded(wire);
          });
    }
  }

  private static HttpResponse<String> post(HttpClient client, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri())
            .header("authorization", BEARER)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri() {
    return URI.create("http://127.0.0.1:" + node.door().port() + pathOf("open"));
  }

  private static Wire greet() {
    Wire wire = node.door().wire().text(PREFACE);
    frame(wire, SETTINGS, 0, 0, "");
    return wire;
  }

  private static byte[] settings(Wire wire) {
    byte[] head = wire.bytes(9);
    assertThat(head[3]).isEqualTo((byte) SETTINGS);
    return wire.bytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
  }

  private static void frame(Wire wire, int type, int flags, int stream, String payload) {
    ByteBuffer head = ByteBuffer.allocate(9);
    head.putInt(payload.length() << 8 | type).put((byte) flags).putInt(stream);
    wire.textWhileItIsTaken(
        new String(head.array(), java.nio.charset.StandardCharsets.ISO_8859_1) + payload);
  }

  /** {@code POST}, http, and path and authorization as literals that no table keeps. */
  private static String headOfAPost() {
    return "\u0083\u0086\u0004" + literal(pathOf("open")) + "\u000f\u0008" + literal(BEARER);
  }

  private static String literal(String value) {
    return (char) value.length() + value;
  }

  private static void assertEnds(Wire wire) {
    Eventually.holds("the connection ends", CUT_WITHIN, () -> isEnded(wire));
  }

  /** Reads away what still comes. */
  private static boolean isEnded(Wire wire) {
    while (wire.isAnswered()) {
      wire.bytes(1);
    }
    return wire.isClosedWithin(Duration.ofMillis(50));
  }
}
