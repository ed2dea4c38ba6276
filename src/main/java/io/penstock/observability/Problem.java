package io.penstock.observability;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An error as every HTTP listener of ours tells it: {@code application/problem+json}, RFC 9457.
 *
 * @param code the stable word for programs, also the end of {@code type}
 * @param headers of the answer, beside those that every problem has
 * @param retryAfter when to come back with the same request; empty where that is of no use
 * @param errors what is wrong with single events; mostly empty
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    Map<String, String> headers,
    Optional<Duration> retryAfter,
    JsonArray errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, Map.of(), Optional.empty(), new JsonArray());
  }

  /** The same request may succeed after a while. */
  public Problem retryAfter(Duration after) {
    return new Problem(status, code, title, detail, headers, Optional.of(after), errors);
  }

  public Problem withHeader(String name, String value) {
    return new Problem(status, code, title, detail, Map.of(name, value), retryAfter, errors);
  }

  public Problem withErrors(JsonArray all) {
    return new Problem(status, code, title, detail, headers, retryAfter, all);
  }

  /** Answers with it. {@code instance} is the path that was asked for. */
  public void answer(HttpServerResponse response, String instance, String requestId) {
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", MEDIA_TYPE)
        .putHeader("x-request-id", requestId);
    headers.forEach(response::putHeader);
    retryAfter.ifPresent(
        after -> response.putHeader("retry-after", Long.toString(Math.max(1, after.toSeconds()))));
    response.end(body(instance, requestId));
  }

  /** For whoever answers by other means. */
  public Buffer body(String instance, String requestId) {
    var json =
        new JsonObject()
            .put("type", "urn:penstock:problem:" + code)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("instance", instance)
            .put("code", code)
            .put("requestId", requestId)
            .put("retryable", retryAfter.isPresent());
    return (errors.isEmpty() ? json : json.put("errors", errors)).toBuffer();
  }
}
