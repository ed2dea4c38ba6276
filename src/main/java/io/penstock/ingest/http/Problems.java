package io.penstock.ingest.http;

import io.penstock.access.Denial;
import io.penstock.access.limit.Excess;
import io.penstock.access.limit.LimitFields;
import io.penstock.access.signing.SigningFault;
import io.penstock.batch.NotKept;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.event.Violation;
import io.penstock.ingest.Receipt;
import io.penstock.observability.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every error that the door knows by name. */
final class Problems {
  static final int TOO_MANY_REQUESTS = 429;

  static final Problem UNAUTHENTICATED =
      Problem.of(
              401,
              "unauthenticated",
              "Credentials are missing or wrong",
              "Send a valid key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'.")
          .withHeader("www-authenticate", "Bearer");
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

  static final Problem TOO_MANY_QUESTIONS =
      Problem.of(
              503,
              "busy",
              "Other receipts are being looked up",
              "Asking for a receipt costs the log a question. Come back in a moment.")
          .retryAfter(Duration.ofSeconds(1));

  static final Problem OUR_FAULT =
      Problem.of(
              500,
              "internal",
              "The server failed",
              "The outcome is unknown; the server's log has the request id. Repeat the request.")
          .retryAfter(Duration.ofSeconds(5));

  static final Problem TOO_SLOW =
      Problem.of(
          408,
          "too_slow",
          "The request came too slowly",
          "Its body stood still, or came slower than the server waits. Nothing of it was kept.");

  static final Problem BROKEN_CHUNKS =
      Problem.of(
          400,
          "bad_request",
          "The request is not HTTP",
          "The chunks of its body are not as HTTP has them. Nothing of it was kept.");

  private Problems() {}

  static Problem limited(Excess excess) {
    return Problem.of(
            TOO_MANY_REQUESTS, excess.code(), "The tenant has sent too much", excess.detail())
        .withHeaders(
            Map.of(
                LimitFields.POLICY, excess.fields().policy(),
                LimitFields.STATE, excess.fields().state()))
        .retryAfter(excess.retryAfter());
  }

  /** What is wrong with credentials stays with us. */
  static Problem denied(Denial why) {
    return switch (why.answer()) {
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case FORBIDDEN -> Problem.of(403, "forbidden", "This key does not open this", why.detail());
      case NOT_NOW ->
          Problem.of(503, "access_unknown", "Nobody can say who may send", why.detail())
              .retryAfter(Duration.ofSeconds(5));
    };
  }

  /** The key is good, and its sender hears what is wrong. */
  static Problem unsigned(SigningFault fault) {
    return switch (fault) {
      case MISSING, WRONG, CLOCK_SKEW ->
          Problem.of(401, fault.code(), "The request is not signed as it must be", fault.detail());
      case REPLAYED -> Problem.of(409, fault.code(), "The request came before", fault.detail());
      case TOO_MANY ->
          Problem.of(503, fault.code(), "The server is busy", fault.detail())
              .retryAfter(Duration.ofSeconds(60));
    };
  }

  static Problem unknownStream(String path) {
    return Problem.of(
        404, "unknown_stream", "There is no such stream", "No stream has the path " + path + ".");
  }

  static Problem unknownReceipt(String receipt) {
    return Problem.of(
        404,
        "unknown_receipt",
        "There is no such receipt",
        "'" + receipt + "' names no records of a stream here.");
  }

  static Problem logSilent(Throwable fault) {
    return Problem.of(
            503, "log_unavailable", "The log does not answer", String.valueOf(fault.getMessage()))
        .retryAfter(Duration.ofSeconds(2));
  }

  static Problem methodNotAllowed(String method) {
    return Problem.of(
        405,
        "method_not_allowed",
        "Events are posted",
        "The method was " + method + ", expected POST.");
  }

  static Problem mediaType(String given) {
    return mediaType(given, "application/json or application/x-ndjson, in UTF-8");
  }

  static Problem noCloudEvent(String given) {
    return mediaType(
        given,
        "application/cloudevents+json or application/cloudevents-batch+json, in UTF-8, or any other"
            + " beside the headers ce-specversion, ce-id, ce-source and ce-type");
  }

  static Problem otlpMediaType(String given) {
    return mediaType(given, "application/x-protobuf or application/json, in UTF-8");
  }

  private static Problem mediaType(String given, String expected) {
    return Problem.of(
        415,
        "unsupported_media_type",
        "The media type is not supported",
        "The content type was '" + given + "', expected " + expected + ".");
  }

  static Problem noOtlpStream(String signal, String stream) {
    return Problem.of(
        404,
        "unknown_stream",
        "No stream takes " + signal,
        "Configure an open stream '%s' with id: id, or name another in ingest.otlp.%s-stream."
            .formatted(stream, signal));
  }

  static Problem undecodable(String why) {
    return Problem.of(400, "undecodable", "The body is not what its content type says", why + ".");
  }

  static Problem eventsTooLarge(long bytesMax) {
    return Problem.of(
        413,
        "events_too_large",
        "The request becomes too large",
        "Each event repeats its resource and scope; together they exceed "
            + bytesMax
            + " bytes. Send fewer in a request.");
  }

  static Problem encoding(String given) {
    return Problem.of(
            415,
            "unsupported_encoding",
            "The content encoding is not supported",
            "The content encoding was '" + given + "', expected one of " + Coding.LIST + ".")
        .withHeader("accept-encoding", Coding.LIST);
  }

  /** Before the whole of it was here. */
  static Problem eventTooLarge(int bytesMax) {
    String detail = "the event has more than the " + bytesMax + " bytes that are allowed";
    var violation = new Violation(0, "", "event_too_large", "", detail);
    return Problem.of(413, "event_too_large", "No event could be kept", detail + ".")
        .withErrors(errors(List.of(violation)));
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
        "The compressed data is broken: " + why + ".");
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

  static Problem badParameter(String name, String expected) {
    return Problem.of(
        400,
        "bad_parameter",
        "A parameter of the request is wrong",
        name + " must be " + expected + ".");
  }

  static Problem notKept(String reason, Duration after) {
    return Problem.of(
            503,
            "log_unavailable",
            "The events could not be kept",
            "The outcome is unknown: " + reason + ". Repeat the request.")
        .retryAfter(after);
  }

  static Problem noRoom(NotKept.Why why, String reason, Duration after) {
    return Problem.of(
            503,
            why.name().toLowerCase(Locale.ROOT),
            "The events could not be kept",
            "At the moment " + reason + ". Repeat the request.")
        .retryAfter(after);
  }

  static Problem spoolOfAnotherNode(String node) {
    return Problem.of(
        404,
        "unknown_receipt",
        "Another node has these events",
        "They are, or were, in the spool of node '" + node + "'. Ask there.");
  }

  /** Senders of CloudEvents know 400 alone for an event that is none. */
  static Problem invalid(Receipt.Invalid invalid, Stream stream) {
    int unprocessable = stream.kind() == Kind.CLOUDEVENTS ? 400 : 422;
    List<Violation> violations = invalid.violations();
    boolean alone = invalid.rejected() == 1 && invalid.sound() == 0;
    boolean tooLarge = alone && violations.getFirst().code().equals("event_too_large");
    return Problem.of(
            tooLarge ? 413 : unprocessable,
            tooLarge ? "event_too_large" : "events_invalid",
            "No event could be kept",
            alone ? violations.getFirst().detail() + "." : whyNone(invalid))
        .withErrors(errors(violations));
  }

  private static String whyNone(Receipt.Invalid invalid) {
    int sent = invalid.sound() + invalid.rejected();
    return invalid.sound() == 0
        ? "Each of the " + sent + " events breaks a rule."
        : "Of "
            + sent
            + " events "
            + invalid.rejected()
            + " break a rule, and atomic=true asks for all or nothing.";
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
