package io.penstock.ingest.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets web pages of the origins that the configuration names send events: CORS, WHATWG Fetch. */
final class Cors {
  /** Every origin. */
  static final String ANY = "*";

  private static final String ALLOW_ORIGIN = "access-control-allow-origin";
  private static final String REQUEST_METHOD = "access-control-request-method";
  private static final String REQUEST_HEADERS = "access-control-request-headers";

  /** How long a browser remembers what it may; two hours is the most that one of them heeds. */
  private static final String MAX_AGE_SECONDS = "7200";

  private final Set<String> origins;

  Cors(Set<String> origins) {
    this.origins = origins;
  }

  /** Says in the answer to come that the page may read it. */
  void allow(HttpServerRequest request) {
    String origin = origins.isEmpty() ? null : request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      HttpServerResponse response = request.response().putHeader(HttpHeaders.VARY, "origin");
      if (isAllowed(origin)) {
        response.putHeader(ALLOW_ORIGIN, origin);
        response.putHeader("access-control-expose-headers", "x-request-id, retry-after");
      }
    }
  }

  /** Whether a browser asks, before the request itself, what the page may send. */
  boolean isPreflight(HttpServerRequest request) {
    return !origins.isEmpty()
        && request.method().equals(HttpMethod.OPTIONS)
        && request.getHeader(HttpHeaders.ORIGIN) != null
        && request.getHeader(REQUEST_METHOD) != null;
  }

  /** Without the headers that {@link #allow} adds, the browser takes the answer for a no. */
  void answerPreflight(HttpServerRequest request, String methods) {
    HttpServerResponse response = request.response();
    if (response.headers().contains(ALLOW_ORIGIN)) {
      response.putHeader("access-control-allow-methods", methods);
      @Nullable String headers = request.getHeader(REQUEST_HEADERS);
      if (headers != null) {
        response.putHeader("access-control-allow-headers", headers);
      }
      response.putHeader("access-control-max-age", MAX_AGE_SECONDS);
    }
    response.setStatusCode(204).end();
  }

  private boolean isAllowed(String origin) {
    return origins.contains(ANY) || origins.contains(origin);
  }
}
