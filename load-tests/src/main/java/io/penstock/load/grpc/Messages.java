package io.penstock.load.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.penstock.grpc.EventBatchRequest;
import java.util.List;
import java.util.stream.IntStream;

/** Requests as they stand on the wire, ready to be sent any number of times. */
public final class Messages {
  /** As many as bodies over HTTP. */
  private static final int DISTINCT = 32;

  private Messages() {}

  /** Requests to this stream with so many events each. */
  public static List<byte[]> of(List<byte[]> events, String stream, int eventsPerRequest) {
    return IntStream.range(0, DISTINCT)
        .mapToObj(number -> message(events, stream, number * eventsPerRequest, eventsPerRequest))
        .toList();
  }

  private static byte[] message(List<byte[]> events, String stream, int first, int count) {
    var request = EventBatchRequest.newBuilder().setStream(stream);
    for (int n = 0; n < count; n++) {
      request.addEvents(UnsafeByteOperations.unsafeWrap(events.get((first + n) % events.size())));
    }
    return request.build().toByteArray();
  }
}
