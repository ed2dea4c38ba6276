package io.penstock.ingest.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.penstock.event.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A call that is answered with a status other than OK, and with details that programs can read: an
 * {@code ErrorInfo} always, a {@code RetryInfo} where the same request may succeed later, a {@code
 * BadRequest} where events are at fault.
 *
 * @param code a stable word for programs, as the HTTP door has it
 * @param message a sentence for people
 * @param violations what is wrong with single events; mostly empty
 */
record Refusal(
    Status.Code status,
    String code,
    String message,
    Optional<Duration> retryAfter,
    List<Violation> violations) {
  /** Whose {@code ErrorInfo} it is. */
  static final String DOMAIN = "penstock";

  /**
   * Details travel in the trailers, of which many senders take 8 KiB at most, in Base64: this
   * leaves room for the message and for what proxies add.
   */
  private static final int VIOLATIONS_BYTES_MAX = 3 << 10;

  private static final int MESSAGE_CHARS_MAX = 300;
  private static final Metadata.Key<com.google.rpc.Status> DETAILS =
      Metadata.Key.of(
          "grpc-status-details-bin",
          ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

  static Refusal of(Status.Code status, String code, String message) {
    return new Refusal(status, code, message, Optional.empty(), List.of());
  }

  /** The same request may succeed after a while. */
  Refusal retryAfter(Duration after) {
    return new Refusal(status, code, message, Optional.of(after), violations);
  }

  Refusal withViolations(List<Violation> all) {
    return new Refusal(status, code, message, retryAfter, all);
  }

  Status toStatus() {
    return status.toStatus().withDescription(abridged(message));
  }

  /** What goes beside the status. */
  Metadata trailers(String requestId) {
    var trailers = new Metadata();
    trailers.put(DETAILS, details(requestId));
    return trailers;
  }

  com.google.rpc.Status details(String requestId) {
    var details =
        com.google.rpc.Status.newBuilder()
            .setCode(status.value())
            .setMessage(abridged(message))
            .addDetails(Any.pack(errorInfo(requestId)));
    retryAfter.ifPresent(after -> details.addDetails(Any.pack(retryInfo(after))));
    if (!violations.isEmpty()) {
      details.addDetails(Any.pack(badRequest()));
    }
    return details.build();
  }

  /** Google's design guide wants the reason in capitals; the code as it is stands beside it. */
  private ErrorInfo errorInfo(String requestId) {
    return ErrorInfo.newBuilder()
        .setReason(code.toUpperCase(Locale.ROOT))
        .setDomain(DOMAIN)
        .putMetadata("code", code)
        .putMetadata("requestId", requestId)
        .putMetadata("retryable", Boolean.toString(retryAfter.isPresent()))
        .build();
  }

  private static RetryInfo retryInfo(Duration after) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            com.google.protobuf.Duration.newBuilder()
                .setSeconds(after.toSeconds())
                .setNanos(after.toNanosPart()))
        .build();
  }

  /** The first ones, as far as there is room. */
  private BadRequest badRequest() {
    var bad = BadRequest.newBuilder();
    int bytes = 0;
    for (Violation violation : violations) {
      BadRequest.FieldViolation field =
          BadRequest.FieldViolation.newBuilder()
              .setField("events[" + violation.index() + "]" + violation.pointer())
              .setReason(violation.code().toUpperCase(Locale.ROOT))
              .setDescription(violation.detail())
              .build();
      bytes += field.getSerializedSize();
      if (bytes > VIOLATIONS_BYTES_MAX) {
        break;
      }
      bad.addFieldViolations(field);
    }
    return bad.build();
  }

  private static String abridged(String text) {
    return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX) + "…";
  }
}
