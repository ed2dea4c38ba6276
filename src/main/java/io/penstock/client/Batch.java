package io.penstock.client;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.penstock.grpc.EventBatchRequest;
import java.util.List;
import java.util.UUID;

/**
 * Events that are sent together. However often it is sent, it is the same: its id makes events
 * without ids the same events again.
 *
 * @param bytes those of the events alone
 * @param from the place of its first event among all that were offered
 */
record Batch(String id, List<byte[]> events, long bytes, long from) {
  /** What a request has beside its events, at most: ids of 36 characters, and a stream's name. */
  static final int HEAD_BYTES = 160;

  /** What an event has in a request. */
  static int bytesOf(byte[] event) {
    return CodedOutputStream.computeByteArraySize(EventBatchRequest.EVENTS_FIELD_NUMBER, event);
  }

  static Batch of(List<byte[]> events, long bytes, long from) {
    return new Batch(UUID.randomUUID().toString(), events, bytes, from);
  }

  EventBatchRequest request(String stream) {
    var request =
        EventBatchRequest.newBuilder()
            .setBatchId(id)
            .setStream(stream)
            .setIdempotencyKey(id)
            .setAlwaysAnswer(true);
    for (byte[] event : events) {
      request.addEvents(UnsafeByteOperations.unsafeWrap(event));
    }
    return request.build();
  }
}
