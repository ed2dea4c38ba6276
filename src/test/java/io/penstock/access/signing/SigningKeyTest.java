package io.penstock.access.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Secret;
import io.penstock.fixture.Corpora;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};

  /** A vector, and how long its tag is. */
  record Vector(int tagBytes, JsonObject test) {
    byte[] bytes(String name) {
      return HEX.parseHex(test.getString(name));
    }

    @Override
    public String toString() {
      return test.getInteger("tcId") + " " + test.getString("comment");
    }
  }

  static List<Vector> vectors() {
    var file =
        new JsonObject(
            new String(
                Corpora.bytes(Corpora.path("crypto-hmac-jws/hmac_sha256_test.json")), UTF_8));
    return file.getJsonArray("testGroups").stream()
        .map(JsonObject.class::cast)
        .flatMap(
            group ->
                group.getJsonArray("tests").stream()
                    .map(test -> new Vector(group.getInteger("tagSize") / 8, (JsonObject) test)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void makesTheTagsThatItShouldAndNoOther(Vector vector) {
    byte[] tag = new SigningKey(vector.bytes("key")).tag(NOTHING, vector.bytes("msg"));

    assertThat(Arrays.equals(Arrays.copyOf(tag, vector.tagBytes()), vector.bytes("tag")))
        .isEqualTo(vector.test().getString("result").equals("valid"));
  }

  @Test
  void theVectorsAreAllThere() {
    assertThat(vectors()).hasSize(174);
  }

  @Test
  void theTwoPartsAreOneMessage() {
    var key = new SigningKey("key".getBytes(UTF_8));

    assertThat(key.tag("id.1.".getBytes(UTF_8), "body".getBytes(UTF_8)))
        .isEqualTo(key.tag(NOTHING, "id.1.body".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_!", "c2VjcmV0", "WHSEC_c2VjcmV0"})
  void isNotMadeOfAnythingElse(String secret) {
    assertThat(SigningKey.of(new Secret(secret))).isEmpty();
  }
}
