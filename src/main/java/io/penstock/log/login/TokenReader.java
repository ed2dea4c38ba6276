package io.penstock.log.login;

import io.penstock.config.Secret;
import io.penstock.log.login.TokenAnswer.Denied;
import io.penstock.log.login.TokenAnswer.Granted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the answer of a token endpoint. What it says of an answer never quotes it, but for the name
 * that the standard gives an error.
 *
 * @param server for people
 */
record TokenReader(String clientId, String server) {
  /** Where the server does not say, as it may. */
  private static final Duration LIFE_OTHERWISE = Duration.ofMinutes(1);

  private static final long LIFE_SECONDS_MAX = Duration.ofDays(365).toSeconds();
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  TokenAnswer read(HttpResponse<byte[]> response, Instant now) {
    return read(response.statusCode(), response.body(), now);
  }

  TokenAnswer read(int status, byte[] body, Instant now) {
    Optional<JsonObject> json = json(body);
    if (status != 200) {
      return new Denied("%s answers %d%s".formatted(server, status, error(json)));
    }
    return json.flatMap(answer -> token(answer, now))
        .<TokenAnswer>map(Granted::new)
        .orElseGet(() -> new Denied(server + " answers 200 without a bearer token"));
  }

  private static Optional<JsonObject> json(byte[] body) {
    try {
      return Optional.of(new JsonObject(Buffer.buffer(body)));
    } catch (DecodeException | ClassCastException none) {
      return Optional.empty();
    }
  }

  private static String error(Optional<JsonObject> json) {
    return json.map(answer -> answer.getValue("error"))
        .map(Object::toString)
        .filter(name -> ERROR.matcher(name).matches())
        .map(name -> " (" + name + ")")
        .orElse("");
  }

  private Optional<AccessToken> token(JsonObject answer, Instant now) {
    boolean isBearer =
        "bearer".equalsIgnoreCase(String.valueOf(answer.getValue("token_type", "bearer")));
    return Optional.ofNullable(answer.getValue("access_token"))
        .map(Object::toString)
        .filter(text -> isBearer && TOKEN.matcher(text).matches())
        .map(text -> new AccessToken(new Secret(text), clientId, now, life(answer)));
  }

  /** Some write the number as a text. */
  private static Duration life(JsonObject answer) {
    try {
      long seconds = Long.parseLong(String.valueOf(answer.getValue("expires_in")));
      return seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LIFE_SECONDS_MAX)) : LIFE_OTHERWISE;
    } catch (NumberFormatException unsaid) {
      return LIFE_OTHERWISE;
    }
  }
}
