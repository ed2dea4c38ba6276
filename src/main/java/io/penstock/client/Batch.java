package io.penstock.client;

import com.google.protobuf.UnsafeByteOperations;
import io.penstock.grpc.EventBatchRequest;
import java.util.List;
import java.util.UUID;

/**
 * Events that are sent together. However often it is sent, it is the same: its id makes events
 * without ids the same events again.
 *
 * @param from the place of its first event among all that were offered
 */
record Batch(String id, List<byte[]> events, long bytes, long from) {
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
