package io.penstock.load.torture.send;

import java.io.ByteArrayOutputStream;
import java.util.function.IntFunction;

/** Arrays of events, as they are posted. */
final class Bodies {
  private Bodies() {}

  static byte[] of(int events, IntFunction<byte[]> event) {
    var body = new ByteArrayOutputStream();
    for (int at = 0; at < events; at++) {
      body.write(at == 0 ? '[' : ',');
      body.writeBytes(event.apply(at));
    }
    body.write(']');
    return body.toByteArray();
  }
}
