package io.penstock.load.data;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;

/** Makes request bodies: JSON arrays with so many events each. */
public final class Bodies {
  /** Enough that no cache helps, few enough that all stay in the processor's. */
  private static final int DISTINCT = 32;

  private Bodies() {}

  public static List<byte[]> of(List<byte[]> events, int eventsPerRequest) {
    return IntStream.range(0, DISTINCT)
        .mapToObj(number -> array(events, number * eventsPerRequest, eventsPerRequest))
        .toList();
  }

  private static byte[] array(List<byte[]> events, int first, int count) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int n = 0; n < count; n++) {
      body.write(n == 0 ? '[' : ',');
      body.writeBytes(events.get((first + n) % events.size()));
    }
    body.write(']');
    return body.toByteArray();
  }
}
