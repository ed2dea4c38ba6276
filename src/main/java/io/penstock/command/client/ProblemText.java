package io.penstock.command.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An error as a server of ours tells it (RFC 9457). */
public record ProblemText(String title, String detail, JsonObject json) {

  /** Empty where the answer is not of that kind, so probably not from a server of ours. */
  public static Optional<ProblemText> of(HttpResponse<byte[]> answer) {
    return of(answer.body());
  }

  /** Empty where the body is not of that kind. */
  static Optional<ProblemText> of(byte[] body) {
    return object(body)
        .filter(json -> json.getValue("title") instanceof String)
        .map(
            json ->
                new ProblemText(
                    String.valueOf(json.getValue("title")),
                    String.valueOf(json.getValue("detail", "")),
                    json));
  }

  /** The body as a JSON object, if it is one. */
  public static Optional<JsonObject> object(byte[] body) {
    try {
      return Optional.of(new JsonObject(new String(body, StandardCharsets.UTF_8)));
    } catch (DecodeException | ClassCastException notAnObject) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? title : title + ": " + detail;
  }
}
