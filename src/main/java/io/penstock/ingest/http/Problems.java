package io.penstock.ingest.http;

import io.penstock.event.Violation;
import io.penstock.observability.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Every error that the door knows by name. */
final class Problems {
  static final Problem UNAUTHENTICATED =
      Problem.of(
          401,
          "unauthenticated",
          "Credentials are missing or wrong",
          "Send a valid key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'.");
  static final Problem NO_CREDIT =
      Problem.of(
              503,
              "busy",
              "The server is busy",
              "Too many bytes are in flight. Nothing of this request was kept.")
          .retryAfter(Duration.ofSeconds(1));
  static final Problem DRAINING =
      Problem.of(
              503,
              "draining",
              "The server is stopping",
              "Nothing of this request was kept. Send it to another node.")
          .retryAfter(Duration.ofSeconds(5));

  static final Problem OUR_FAULT =
      Problem.of(
              500,
              "internal",
              "The server failed",
              "The outcome is unknown; the server's log has the request id. Repeat the request.")
          .retryAfter(Duration.ofSeconds(5));

  private Problems() {}

  static Problem unknownStream(String path) {
    return Problem.of(
        404, "unknown_stream", "There is no such stream", "No stream has the path " + path + ".");
  }

  static Problem methodNotAllowed(String method) {
    return Problem.of(
        405,
        "method_not_allowed",
        "Events are posted",
        "The method was " + method + ", expected POST.");
  }

  static Problem mediaType(String given) {
    return Problem.of(
        415,
        "unsupported_media_type",
        "The media type is not supported",
        "The content type was '"
            + given
            + "', expected application/json or application/x-ndjson, in UTF-8.");
  }

  static Problem encoding(String given) {
    return Problem.of(
        415,
        "unsupported_encoding",
        "The content encoding is not supported",
        "The content encoding was '" + given + "', expected gzip or none.");
  }

  static Problem bodyTooLarge(long bytesMax) {
    return Problem.of(
        413,
        "body_too_large",
        "The request is too large",
        "The body exceeds " + bytesMax + " bytes. Send fewer events in a request.");
  }

  static Problem inflatesTooFar(int inflationMax) {
    return Problem.of(
        413,
        "inflates_too_far",
        "The request inflates too far",
        "The body becomes more than " + inflationMax + " times as large as it was sent.");
  }

  static Problem brokenEncoding(String why) {
    return Problem.of(
        400,
        "broken_encoding",
        "The body cannot be inflated",
        "The gzip data is broken: " + why + ".");
  }

  static Problem tooManyEvents(int eventsMax) {
    return Problem.of(
        413,
        "too_many_events",
        "The request has too many events",
        "At most "
            + eventsMax
            + " events are allowed in a request of this stream. Nothing of it was kept.");
  }

  static Problem malformed(int offset, String what) {
    return Problem.of(
        400,
        "malformed_json",
        "The body is not JSON",
        "At byte " + offset + ": " + what + ". Nothing of this request was kept.");
  }

  static Problem notKept(String reason, Duration after) {
    return Problem.of(
            503,
            "log_unavailable",
            "The events could not be kept",
            "The outcome is unknown: " + reason + ". Repeat the request.")
        .retryAfter(after);
  }

  static Problem invalid(int rejected, List<Violation> violations) {
    boolean tooLarge = rejected == 1 && violations.getFirst().code().equals("event_too_large");
    return Problem.of(
            tooLarge ? 413 : 422,
            tooLarge ? "event_too_large" : "events_invalid",
            "No event could be kept",
            rejected == 1
                ? violations.getFirst().detail() + "."
                : "Each of the " + rejected + " events breaks a rule.")
        .withErrors(errors(violations));
  }

  static JsonArray errors(List<Violation> violations) {
    var errors = new JsonArray();
    for (Violation violation : violations) {
      errors.add(
          new JsonObject()
              .put("index", violation.index())
              .put("id", violation.id())
              .put("code", violation.code())
              .put("pointer", violation.pointer())
              .put("detail", violation.detail()));
    }
    return errors;
  }
}
