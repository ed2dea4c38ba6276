package io.penstock.ingest.grpc;

import io.penstock.event.Violation;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.grpc.EventError;
import java.util.List;

/** Senders take answers of 4 MiB unless they say otherwise: what goes beyond is counted. */
final class ErrorList {
  private static final int BYTES_MAX = 3 << 20;

  private final EventBatchResponse.Builder response;
  private int bytes;

  ErrorList(EventBatchResponse.Builder response) {
    this.response = response;
  }

  void add(List<Violation> violations, List<Violation> warnings) {
    for (Violation violation : violations) {
      EventError error = error(violation);
      if (hasRoom(error)) {
        response.addErrors(error);
      }
    }
    for (Violation warning : warnings) {
      EventError error = error(warning);
      if (hasRoom(error)) {
        response.addWarnings(error);
      }
    }
  }

  private boolean hasRoom(EventError error) {
    bytes += error.getSerializedSize();
    if (bytes > BYTES_MAX) {
      response.setOmitted(response.getOmitted() + 1);
    }
    return bytes <= BYTES_MAX;
  }

  private static EventError error(Violation violation) {
    return EventError.newBuilder()
        .setIndex(violation.index())
        .setId(violation.id())
        .setCode(violation.code())
        .setPointer(violation.pointer())
        .setDetail(violation.detail())
        .build();
  }
}
