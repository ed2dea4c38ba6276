package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request within the body of another is never taken for one, and where a proxy before us could
 * see the end of a body elsewhere than we do, nothing is taken at all.
 */
@ExtendWith(SharedNode.class)
class SmugglingIT {
  private static final String HIDDEN = post("content-length: 18", "{\"id\":\"smuggled-1\"}");
  private static final String BEHIND =
      post("connection: close\r\ncontent-length: 18", "{\"id\":\"smuggled-2\"}");
  private static final String OUTER = "{\"id\":\"smuggled-0\"}";

  /** Chunked, and with a length of 18 its first chunk's size and more. */
  private static final String CHUNKS = "12\r\n" + OUTER + "\r\n0\r\n\r\n";

  private final TestNode node;

  SmugglingIT(TestNode node) {
    this.node = node;
  }

  @AfterAll
  static void nothingHiddenIsInTheLog(TestNode node) {
    assertThat(node.topic("open").values()).noneMatch(value -> value.contains("smuggled"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 18\r\ncontent-length: 140",
        "content-length: 18\r\ncontent-length: 18",
        "content-length: 18, 18",
        "content-length: 18, 140",
        "content-length: +18",
        "content-length: -18",
        "content-length: -0",
        "content-length: 18.0",
        "content-length: 0x12",
        "content-length: 1 8",
        "content-length: \"18\"",
        "content-length: 18;",
        "content-length: 18e0",
        "content-length: 1_8",
        "content-length:",
        "content-length: 18\u000b",
        "content-length: 18\u0000",
        "content-length: 18\r",
        "content-length: 9223372036854775808",
        "content-length: 18446744073709551634",
        "content-length: \u00d9\u00a1\u00d9\u00a8",
        "content-length : 18",
        "content-length\t: 18",
        "content-length:\r\n 18",
        "content-length: 18\nx: y",
        "content-length: 18\rx: y",
        "x: y\rcontent-length: 18",
        "x: y\ncontent-length: 18",
        "x: y\u0000\r\ncontent-length: 18",
        "x\u0000: y\r\ncontent-length: 18",
        ": y\r\ncontent-length: 18",
        "x(y): y\r\ncontent-length: 18",
        "\u00ff: y\r\ncontent-length: 18",
        "no colon\r\ncontent-length: 18",
        "host: other\r\ncontent-length: 18",
      })
  void aLengthOrAHeaderThatCanBeReadInTwoWays(String headers) {
    assertRefused(post(headers, OUTER) + HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 28",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: identity, chunked",
        "transfer-encoding: gzip, chunked",
        "transfer-encoding: chunked, chunked",
        "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "transfer-encoding: identity\r\ntransfer-encoding: chunked",
        "transfer-encoding: cow\r\ntransfer-encoding: chunked",
        "transfer-encoding: identity",
        "transfer-encoding: gzip",
        "transfer-encoding: cow\r\ncontent-length: 28",
        "transfer-encoding: xchunked\r\ncontent-length: 0",
        "transfer-encoding: chunkedx",
        "transfer-encoding: \"chunked\"",
        "transfer-encoding: chunked;q=1",
        "transfer-encoding: ,chunked",
        "transfer-encoding: chunked,",
        "transfer-encoding:",
        "transfer-encoding: \u000bchunked",
        "transfer-encoding: chunked\u000b",
        "transfer-encoding: chun\u0000ked",
        "transfer-encoding: chunked\r",
        "transfer-encoding:\r\n chunked",
        "transfer-encoding:\r\n chunked\r\ncontent-length: 28",
        "transfer-encoding: chunked\r\n , identity",
        "transfer-encoding : chunked",
        "transfer-encoding\t: chunked\r\ncontent-length: 28",
        "\u0001transfer-encoding: chunked",
        "x: y\ntransfer-encoding: chunked",
        "x: y\rtransfer-encoding: chunked",
      })
  void aTransferCodingThatCanBeReadInTwoWays(String headers) {
    assertRefused(post(headers, CHUNKS) + HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "keep-alive"})
  void chunksBeforeTheirTime(String connection) {
    String headers = "connection: " + connection + "\r\ntransfer-encoding: chunked";

    assertRefused(post(headers, CHUNKS).replaceFirst("HTTP/1.1", "HTTP/1.0") + HIDDEN);
  }

  /** 12 is 18, the length of the event. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x12\r\n",
        "+12\r\n",
        "-12\r\n",
        " 12\r\n",
        "12 \r\n",
        "_12\r\n",
        "12g\r\n",
        "1 2\r\n",
        "12,\r\n",
        "\r\n",
        ";x\r\n",
        "12\u0000\r\n",
        "12\u000b\r\n",
        "12;\u0000\r\n",
        "12;x\ny\r\n",
        "12\n",
        "12;\n",
        "12\r;x\r\n",
        "100000012\r\n",
        "80000000\r\n",
        "ffffffffffffffff\r\n",
        "10000000000000012\r\n",
      })
  void aSizeOfAChunkThatIsNone(String size) {
    assertRefused(post("transfer-encoding: chunked", size + OUTER + "\r\n0\r\n\r\n") + HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n0\r\n\r\n",
        "\r0\r\n\r\n",
        "0\r\n\r\n",
        "xx\r\n0\r\n\r\n",
        "\r\n0\n\n",
        "\r\n0\r\nno colon\r\n\r\n",
        "\r\n0\r\nx: y\n\r\n",
      })
  void aChunkThatEndsElsewhere(String end) {
    assertRefused(post("transfer-encoding: chunked", "12\r\n" + OUTER + end) + HIDDEN);
  }

  /** It is kept, and its sender hears of it; the other cannot be told from here on. */
  @Test
  void aGoodRequestBeforeBrokenChunksIsAnswered() {
    String good = post("content-length: 17", "{\"id\":\"before-1\"}");

    assertThat(codes(good + post("transfer-encoding: chunked", "0x12\r\n" + OUTER)))
        .containsExactly("202");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r"})
  void otherEndsOfLines(String end) {
    assertRefused(post("content-length: 18", OUTER).replace("\r\n", end) + HIDDEN);
  }

  /** As HTTP allows, it belongs to the header before it; so there is no body, and no way on. */
  @ParameterizedTest
  @ValueSource(strings = {"content-length: 28", "transfer-encoding: chunked"})
  void aLineThatIsFolded(String header) {
    assertThat(codes(post("x: y\r\n " + header, CHUNKS) + HIDDEN + BEHIND))
        .containsExactly("malformed_json", "bad_request");
  }

  /**
   * The body is read as such, and found to be no event; the request behind it is one of its own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: %1$d\r\n\r\n%2$s",
        "content-length: 0%1$d\r\n\r\n%2$s",
        "Transfer-Encoding: CHUNKED\r\n\r\n%1$x\r\n%2$s\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n00%1$X;x=\"y\"\r\n%2$s\r\n000\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n%1$x\r\n%2$s\r\n0\r\ncontent-length: 5\r\n\r\n",
        "content_length: 5\r\ncontent-length: %1$d\r\n\r\n%2$s",
        "connection: content-length\r\ncontent-length: %1$d\r\n\r\n%2$s",
        "expect: 200-maybe\r\ncontent-length: %1$d\r\n\r\n%2$s",
      })
  void aRequestWithinABody(String headersAndBody) {
    assertBodyIsRead(headersAndBody.formatted(HIDDEN.length(), HIDDEN));
  }

  @Test
  void aRequestWithinTheBodyOfOneThatAsksForAnotherProtocol() {
    assertBodyIsRead(
        String.join(
            "\r\n",
            "connection: upgrade, http2-settings",
            "upgrade: h2c",
            "http2-settings: AAMAAABk",
            "content-length: " + HIDDEN.length(),
            "",
            HIDDEN));
  }

  /** Who is refused before its body came is not heard any more. */
  @Test
  void aRequestWithinOrBehindABodyThatIsNotRead() {
    List<String> lines =
        List.of(
            "GET " + pathOf("open"),
            "post " + pathOf("open"),
            "POST " + pathOf("nowhere"),
            "POST " + pathOf("open") + "?atomic=perhaps",
            "POST /v1/logs");
    List<Wire> wires = lines.stream().map(line -> node.door().wire()).toList();
    for (int i = 0; i < lines.size(); i++) {
      wires.get(i).text(refusedAtOnce(lines.get(i)) + HIDDEN + BEHIND);
    }
    assertThat(wires).allSatisfy(wire -> assertThat(wire.answersToTheEnd()).hasSize(1));
    wires.forEach(Wire::close);
  }

  private static String refusedAtOnce(String line) {
    return String.join(
        "\r\n",
        line + " HTTP/1.1",
        "host: it",
        "authorization: " + BEARER,
        "content-type: x/y",
        "content-length: " + HIDDEN.length(),
        "",
        "");
  }

  private void assertBodyIsRead(String headersAndBody) {
    assertThat(codes(post(headersAndBody) + empty("/health/live")))
        .containsExactly("malformed_json", "200");
  }

  private void assertRefused(String requests) {
    assertThat(codes(requests + BEHIND)).containsExactly("bad_request");
  }

  private List<String> codes(String requests) {
    return answers(requests).stream()
        .map(answer -> answer.status() >= 400 ? answer.code() : "" + answer.status())
        .toList();
  }

  private List<Answer> answers(String requests) {
    try (Wire wire = node.door().wire()) {
      return wire.text(requests).answersToTheEnd();
    }
  }

  private static String empty(String path) {
    return "GET " + path + " HTTP/1.1\r\nhost: it\r\nconnection: close\r\n\r\n";
  }

  private static String post(String headers, String body) {
    return post(headers + "\r\n\r\n" + body);
  }

  private static String post(String headersAndBody) {
    return "POST %s HTTP/1.1\r\nhost: it\r\nauthorization: %s\r\n%s"
        .formatted(pathOf("open"), BEARER, headersAndBody);
  }
}
