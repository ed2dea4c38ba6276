package io.penstock.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.penstock.grpc.EventBatchResponse;
import java.time.Duration;
import java.util.Optional;

/** What came of one attempt to send a batch. */
sealed interface Outcome {
  /** The server has it; single events may be rejected. */
  record Taken(EventBatchResponse response) implements Outcome {}

  /** Not now, or nobody knows: the same batch may be sent again, after the wait at the earliest. */
  record Again(String reason, Duration after) implements Outcome {}

  /** Sending it again would change nothing. */
  record Never(String reason) implements Outcome {}

  /** Who asks for more is not believed. */
  long ASKED_SECONDS_MAX = 3_600;

  /**
   * A batch stays the same however often it is sent, so that doubt is a reason to send it again.
   */
  static Outcome of(StatusRuntimeException fault) {
    String reason = String.valueOf(fault.getMessage());
    Optional<Duration> asked = retryAfter(fault);
    if (asked.isPresent()) {
      return new Again(reason, asked.get());
    }
    return switch (fault.getStatus().getCode()) {
      case UNAVAILABLE,
          DEADLINE_EXCEEDED,
          INTERNAL,
          UNKNOWN,
          ABORTED,
          CANCELLED,
          // also what a connection is cut with that was too busy
          RESOURCE_EXHAUSTED ->
          new Again(reason, Duration.ZERO);
      case OK,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          DATA_LOSS,
          UNAUTHENTICATED ->
          new Never(reason);
    };
  }

  private static Optional<Duration> retryAfter(StatusRuntimeException fault) {
    var status = StatusProto.fromThrowable(fault);
    return status == null
        ? Optional.empty()
        : status.getDetailsList().stream()
            .filter(detail -> detail.is(RetryInfo.class))
            .findFirst()
            .flatMap(Outcome::delay);
  }

  private static Optional<Duration> delay(Any retryInfo) {
    try {
      var delay = retryInfo.unpack(RetryInfo.class).getRetryDelay();
      return Optional.of(
          Duration.ofSeconds(
              Math.clamp(delay.getSeconds(), 0, ASKED_SECONDS_MAX), Math.max(0, delay.getNanos())));
    } catch (InvalidProtocolBufferException broken) {
      return Optional.empty();
    }
  }
}
