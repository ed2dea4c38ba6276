package io.penstock.log.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Secret;
import io.penstock.log.login.TokenAnswer.Denied;
import io.penstock.log.login.TokenAnswer.Granted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final TokenReader reader = new TokenReader("penstock", "the server");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300 | 300",
        "'\"300\"' | 300",
        "0 | 60",
        "-1 | 60",
        "\"soon\" | 60",
        "null | 60",
        "99999999999 | 31536000"
      })
  void takesATokenAndItsLife(String expires, long seconds) {
    assertThat(read(200, tokenFor(expires)))
        .isEqualTo(
            new Granted(
                new AccessToken(
                    new Secret("a.b-c_d=="), "penstock", NOW, Duration.ofSeconds(seconds))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "{\"access_token\":null}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":\"hunter 2\"}",
        "{\"access_token\":\"hunter2\\u0001auth=x\"}",
        "{\"access_token\":\"hunter2\",\"token_type\":\"mac\"}"
      })
  void takesNothingElseForAToken(String body) {
    assertThat(read(200, body))
        .isEqualTo(new Denied("the server answers 200 without a bearer token"));
  }

  @Test
  void namesTheErrorOfTheStandardAndQuotesNothing() {
    assertThat(read(401, "{\"error\":\"invalid_client\",\"error_description\":\"hunter2\"}"))
        .isEqualTo(new Denied("the server answers 401 (invalid_client)"));
    assertThat(read(400, "{\"error\":\"hunter2 is wrong\"}"))
        .isEqualTo(new Denied("the server answers 400"));
    assertThat(read(302, "<html>hunter2</html>")).isEqualTo(new Denied("the server answers 302"));
  }

  @Test
  void doesNotShowTheToken() {
    assertThat(read(200, "{\"access_token\":\"hunter2\"}").toString()).doesNotContain("hunter2");
  }

  private static String tokenFor(String expires) {
    return "{\"access_token\":\"a.b-c_d==\",\"token_type\":\"Bearer\",\"expires_in\":"
        + expires
        + "}";
  }

  private TokenAnswer read(int status, String body) {
    return reader.read(status, body.getBytes(UTF_8), NOW);
  }
}
