package io.penstock.observability;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An error as every HTTP listener of ours tells it: {@code application/problem+json}, RFC 9457, or
 * what the client would rather have of {@link ProblemForm}.
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
  /** It may hold words of the request, and no browser is to take them for a page. */
  public static final String NO_SNIFFING = "nosniff";

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

  public Problem withHeaders(Map<String, String> all) {
    return new Problem(status, code, title, detail, all, retryAfter, errors);
  }

  public Problem withErrors(JsonArray all) {
    return new Problem(status, code, title, detail, headers, retryAfter, all);
  }

  /** As {@code Retry-After} says it, whole seconds. */
  public OptionalLong retryAfterSeconds() {
    return retryAfter.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(1, retryAfter.get().toSeconds()));
  }

  /**
   * Answers with it, in the form that the client would rather have. {@code instance} is the path
   * that was asked for.
   */
  public void answer(HttpServerRequest request, String instance, String requestId) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    ProblemForm form = ProblemForm.preferred(request.headers().getAll(HttpHeaders.ACCEPT));
    response
        .setStatusCode(status)
        .putHeader("content-type", form.mediaType())
        .putHeader("x-request-id", requestId)
        .putHeader("x-content-type-options", NO_SNIFFING);
    addHeadersTo(response.headers());
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    LargeAnswer.end(request, form.write(this, instance, requestId));
  }

  /** Those of its own, and when to come back. */
  public void addHeadersTo(MultiMap answer) {
    headers.forEach(answer::set);
    retryAfterSeconds()
        .ifPresent(seconds -> answer.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
  }
}
