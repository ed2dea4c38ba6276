package io.penstock.access.signing;

import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.Tenants;
import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a key is worth whose requests must be signed, on a whole node. */
@ExtendWith(SharedNode.class)
class SignedRequestsIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TestNode node;
  private final Tenants.Key key;

  SignedRequestsIT(TestNode node) {
    this.node = node;
    String tenant = "signer-" + NUMBER.incrementAndGet();
    var tenants = new Tenants(node.admin());
    tenants.create(tenant);
    this.key = tenants.key(tenant, new JsonObject().put("signed", true));
  }

  @Test
  void aSignedRequestIsTakenOnce() {
    Sign request = sign("msg_once", "{\"id\":\"signed\"}");

    assertThat(post(request).status()).isEqualTo(202);

    Answer again = post(request);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("replayed");
    assertThat(post(sign("msg_twice", "{\"id\":\"signed\"}")).status()).isEqualTo(202);
  }

  @Test
  void aKeyAloneIsNotEnough() {
    Answer answer =
        node.door().post(pathOf("open"), "{\"id\":\"u\"}", "authorization", key.bearer());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("signature_missing");
  }

  @Test
  void aHeaderThatComesTwiceIsNotSigned() {
    Sign request = sign("msg_double", "{\"id\":\"1\"}");

    Answer answer = post(request, "webhook-id", "msg_double");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("signature_missing");
    assertThat(post(request).status()).isEqualTo(202);
  }

  @Test
  void aChangedBodyIsNotWhatWasSigned() {
    Sign request = sign("msg_changed", "{\"id\":\"1\"}");

    Answer answer = post(request.with("{\"id\":\"2\"}".getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("signature_wrong");
    assertThat(post(request).status()).isEqualTo(202);
  }

  @Test
  void aTimeFarFromOursIsRefusedBeforeTheBodyIsRead() {
    long tooOld = Instant.now().getEpochSecond() - 400;

    Answer answer = post(sign("msg_old", tooOld, "{\"id\":\"1\"}".getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("clock_skew");
  }

  @Test
  void whatWasNotKeptMayComeAgain() {
    Sign request = sign("msg_bad", "not json");

    assertThat(post(request).status()).isEqualTo(400);
    assertThat(post(request).status()).isEqualTo(400);
  }

  @Test
  void aSignatureIsOfTheBytesAsTheyAreSent() throws IOException {
    byte[] sent = gzip("{\"id\":\"compressed\"}".getBytes(UTF_8));

    Answer answer = post(sign("msg_gzip", sent), "content-encoding", "gzip");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  @Test
  void aLargeBodyToo() throws IOException {
    var random = new Random(1);
    var events = new StringBuilder("[");
    for (int i = 0; i < 1_500; i++) {
      events.append(i == 0 ? "" : ",").append("{\"id\":\"l").append(i).append("\",\"x\":\"");
      events.append(HexFormat.of().formatHex(bytes(random, 400))).append("\"}");
    }
    byte[] body = events.append(']').toString().getBytes(UTF_8);

    assertThat(post(sign("msg_large", body)).status()).isEqualTo(202);
    assertThat(post(sign("msg_large_gzip", gzip(body)), "content-encoding", "gzip").status())
        .isEqualTo(202);
  }

  @Test
  void anExportOfTelemetryToo() {
    byte[] body = "{\"resourceLogs\":[]}".getBytes(UTF_8);
    Sign request = sign("msg_otlp", body);

    assertThat(post("/v1/logs", request).status()).isEqualTo(200);
    assertThat(post("/v1/logs", request).status()).isEqualTo(409);
    assertThat(
            node.door()
                .post(
                    "/v1/logs",
                    body,
                    "authorization",
                    key.bearer(),
                    "content-type",
                    "application/json")
                .status())
        .isEqualTo(401);
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A body, and the headers that sign it. */
  private record Sign(List<String> headers, byte[] body) {
    Sign with(byte[] other) {
      return new Sign(headers, other);
    }
  }

  private Sign sign(String id, String body) {
    return sign(id, body.getBytes(UTF_8));
  }

  private Sign sign(String id, byte[] body) {
    return sign(id, Instant.now().getEpochSecond(), body);
  }

  private Sign sign(String id, long timestamp, byte[] body) {
    return new Sign(WebhookHeaders.of(key.signingSecret(), id, timestamp, body), body);
  }

  private Answer post(Sign request, String... more) {
    return post(pathOf("open"), request, more);
  }

  private Answer post(String path, Sign request, String... more) {
    List<String> headers = new ArrayList<>(request.headers());
    headers.addAll(List.of("authorization", key.bearer(), "content-type", "application/json"));
    headers.addAll(List.of(more));
    return node.door().post(path, request.body(), headers.toArray(String[]::new));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
