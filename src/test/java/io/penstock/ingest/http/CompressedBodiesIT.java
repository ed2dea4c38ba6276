package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come compressed, honestly or not. */
@ExtendWith(SharedNode.class)
class CompressedBodiesIT {
  private static final int MEGABYTE = 1 << 20;

  private final TestNode node;

  CompressedBodiesIT(TestNode node) {
    this.node = node;
  }

  @Test
  void aGzippedBodyIsTaken() {
    assertAccepted(1, post(gzip("{\"id\":\"zip-1\"}")));
  }

  @Test
  void membersOneAfterTheOtherAreOneBody() {
    byte[] first = gzip("[{\"id\":\"zip-2\"},");
    byte[] second = gzip("{\"id\":\"zip-3\"}]");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertAccepted(2, post(both));
  }

  @Test
  void aTruncatedBodyIsRefused() {
    byte[] whole = gzip("{\"id\":\"zip-4\"}");

    assertRefused(400, "broken_encoding", post(Arrays.copyOf(whole, whole.length - 9)));
  }

  @Test
  void aBodyWithoutItsTrailerIsRefused() {
    byte[] whole = gzip("{\"id\":\"zip-5\"}");

    assertRefused(400, "broken_encoding", post(Arrays.copyOf(whole, whole.length - 4)));
  }

  @Test
  void aWrongChecksumIsRefused() {
    byte[] body = gzip("{\"id\":\"zip-6\"}");
    body[body.length - 8] ^= 1;

    assertRefused(400, "broken_encoding", post(body));
  }

  @Test
  void rubbishBehindTheBodyIsRefused() {
    byte[] whole = gzip("{\"id\":\"zip-7\"}");

    assertRefused(400, "broken_encoding", post(Arrays.copyOf(whole, whole.length + 3)));
  }

  @Test
  void whatIsNoGzipIsRefused() {
    assertRefused(400, "broken_encoding", post("{\"id\":\"zip-8\"}".getBytes(UTF_8)));
  }

  @Test
  void anEmptyBodyIsNoGzip() {
    assertRefused(400, "broken_encoding", post(new byte[0]));
  }

  @Test
  void aBodyThatInflatesTooFarIsRefused() {
    assertRefused(413, "inflates_too_far", post(gzip(" ".repeat(MEGABYTE))));
  }

  @Test
  void aBodyThatInflatesBeyondTheLimitOfARequestIsRefused() {
    assertRefused(413, "body_too_large", post(gzip(noise(3 * MEGABYTE))));
  }

  @Test
  void deflatedBodiesAreTaken() {
    assertAccepted(1, post("deflate", deflate("{\"id\":\"zip-11\"}")));
  }

  @Test
  void bodiesOfZstandardAreTaken() {
    assertAccepted(1, post("zstd", Zstd.compress("{\"id\":\"zip-12\"}".getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "compress", "zstd, gzip"})
  void otherEncodingsAreRefused(String encoding) {
    Answer answer = post(encoding, gzip("{\"id\":\"zip-9\"}"));

    assertRefused(415, "unsupported_encoding", answer);
    assertThat(answer.header("accept-encoding")).isEqualTo("gzip, deflate, zstd");
  }

  @Test
  void identityIsNoEncoding() {
    assertAccepted(1, post("identity", "{\"id\":\"zip-10\"}".getBytes(UTF_8)));
  }

  private Answer post(byte[] body) {
    return post("gzip", body);
  }

  private Answer post(String encoding, byte[] body) {
    return node.door()
        .post(pathOf("open"), body, "authorization", BEARER, "content-encoding", encoding);
  }

  private static void assertAccepted(int events, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(events);
  }

  private static void assertRefused(int status, String code, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(bytes)) {
      deflate.write(text.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  /** Hexadecimal digits by chance: they shrink by half, and no further. */
  private static String noise(int length) {
    RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(7);
    var digits = new StringBuilder(length);
    while (digits.length() < length) {
      digits.append(Long.toHexString(random.nextLong()));
    }
    return digits.substring(0, length);
  }
}
