package io.penstock.ingest.grpc;

import io.grpc.Status.Code;
import io.penstock.access.Denial;
import io.penstock.access.limit.Excess;
import io.penstock.access.signing.SigningFault;
import io.penstock.batch.NotKept;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.SenderWords;
import java.time.Duration;
import java.util.Locale;

/** Every refusal that the door knows by name; the codes are those of the HTTP door. */
final class Refusals {
  static final Refusal UNAUTHENTICATED =
      Refusal.of(
          Code.UNAUTHENTICATED,
          "unauthenticated",
          "Credentials are missing or wrong. Send a valid key as 'authorization: Bearer <key>' or"
              + " 'x-api-key: <key>'.");

  static final Refusal NO_CREDIT =
      Refusal.of(
              Code.UNAVAILABLE,
              "busy",
              "The server is busy: too many bytes are in flight. Nothing of this request was kept.")
          .retryAfter(Duration.ofSeconds(1));

  static final Refusal DRAINING =
      Refusal.of(
              Code.UNAVAILABLE,
              "draining",
              "The server is stopping. Nothing of this request was kept. Send it to another node.")
          .retryAfter(Duration.ofSeconds(5));

  static final Refusal TOO_SLOW =
      Refusal.of(
              Code.DEADLINE_EXCEEDED,
              "too_slow",
              "The request came slower than the server waits. Nothing of it was kept.")
          .retryAfter(Duration.ofSeconds(1));

  static final Refusal TOO_LATE =
      Refusal.of(
              Code.DEADLINE_EXCEEDED,
              "too_late",
              "The deadline passed before the events were read. Nothing of this request was kept.")
          .retryAfter(Duration.ofSeconds(1));

  static final Refusal NOT_ONE_MESSAGE =
      Refusal.of(
          Code.INVALID_ARGUMENT,
          "undecodable",
          "A call of Send has one message. Nothing of this request was kept.");

  static final Refusal OUR_FAULT =
      Refusal.of(
              Code.INTERNAL,
              "internal",
              "The server failed. The outcome is unknown; the server's log has the request id."
                  + " Repeat the request.")
          .retryAfter(Duration.ofSeconds(5));

  static final Refusal BAD_IDEMPOTENCY_KEY =
      Refusal.of(
          Code.INVALID_ARGUMENT,
          "bad_parameter",
          "idempotency_key must be " + SenderWords.IDEMPOTENCY_KEY_WANTED + ".");

  private Refusals() {}

  static Refusal batchIdTooLong(int charsMax) {
    return Refusal.of(
        Code.INVALID_ARGUMENT,
        "bad_parameter",
        "batch_id must have at most " + charsMax + " characters.");
  }

  static Refusal messageTooLarge(int bytesMax) {
    return Refusal.of(
        Code.INVALID_ARGUMENT,
        "body_too_large",
        "The message exceeds " + bytesMax + " bytes. Send fewer events in a request.");
  }

  static Refusal unknownStream(String name) {
    return Refusal.of(Code.NOT_FOUND, "unknown_stream", "There is no stream '" + name + "'.");
  }

  static Refusal undecodable(String why) {
    return Refusal.of(
        Code.INVALID_ARGUMENT,
        "undecodable",
        "The message is no EventBatchRequest: " + why + " Nothing of it was kept.");
  }

  static Refusal tooManyEvents(int eventsMax) {
    return Refusal.of(
        Code.INVALID_ARGUMENT,
        "too_many_events",
        "At most "
            + eventsMax
            + " events are allowed in a request of this stream. Nothing of it was kept.");
  }

  static Refusal limited(Excess excess) {
    return Refusal.of(Code.RESOURCE_EXHAUSTED, excess.code(), excess.detail())
        .retryAfter(excess.retryAfter());
  }

  /** What is wrong with credentials stays with us. */
  static Refusal denied(Denial why) {
    return switch (why.answer()) {
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case FORBIDDEN -> Refusal.of(Code.PERMISSION_DENIED, "forbidden", why.detail());
      case NOT_NOW ->
          Refusal.of(Code.UNAVAILABLE, "access_unknown", why.detail())
              .retryAfter(Duration.ofSeconds(5));
    };
  }

  /** The key is good, and its sender hears what is wrong. */
  static Refusal unsigned(SigningFault fault) {
    return switch (fault) {
      case MISSING, WRONG, CLOCK_SKEW ->
          Refusal.of(Code.UNAUTHENTICATED, fault.code(), fault.detail());
      case REPLAYED -> Refusal.of(Code.ALREADY_EXISTS, fault.code(), fault.detail());
      case TOO_MANY ->
          Refusal.of(Code.UNAVAILABLE, fault.code(), fault.detail())
              .retryAfter(Duration.ofSeconds(60));
    };
  }

  static Refusal malformed(int offset, String what) {
    return Refusal.of(
        Code.INVALID_ARGUMENT,
        "malformed_json",
        "At byte " + offset + ": " + what + ". Nothing of this request was kept.");
  }

  static Refusal notKept(String reason, Duration after) {
    return Refusal.of(
            Code.UNAVAILABLE,
            "log_unavailable",
            "The outcome is unknown: " + reason + ". Repeat the request.")
        .retryAfter(after);
  }

  static Refusal noRoom(NotKept.Why why, String reason, Duration after) {
    return Refusal.of(
            Code.UNAVAILABLE,
            why.name().toLowerCase(Locale.ROOT),
            "The events could not be kept: at the moment " + reason + ". Repeat the request.")
        .retryAfter(after);
  }

  static Refusal invalid(Invalid invalid) {
    boolean alone = invalid.rejected() == 1 && invalid.sound() == 0;
    String code = invalid.violations().getFirst().code();
    return Refusal.of(
            Code.INVALID_ARGUMENT,
            alone && code.equals("event_too_large") ? code : "events_invalid",
            "No event could be kept: " + whyNone(invalid, alone))
        .withViolations(invalid.violations());
  }

  private static String whyNone(Invalid invalid, boolean alone) {
    if (alone) {
      return invalid.violations().getFirst().detail() + ".";
    }
    int sent = invalid.sound() + invalid.rejected();
    return invalid.sound() == 0
        ? "each of the " + sent + " events breaks a rule."
        : "of "
            + sent
            + " events "
            + invalid.rejected()
            + " break a rule, and the request is atomic.";
  }
}
