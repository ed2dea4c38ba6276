package io.penstock.event.json;

import java.nio.charset.StandardCharsets;

/** What the scanner makes of some bytes. */
final class Scanned {
  private Scanned() {}

  static boolean accepts(byte[] bytes) {
    try {
      whole(bytes);
      return true;
    } catch (MalformedJson malformed) {
      return false;
    }
  }

  /** Scans one JSON text, with nothing behind it; answers how deep it is nested. */
  static int whole(byte[] bytes) throws MalformedJson {
    var scanner = new JsonScanner();
    scanner.reset(bytes, 0, bytes.length);
    scanner.skipValue();
    scanner.expectEnd();
    return scanner.deepest();
  }

  static int whole(String text) throws MalformedJson {
    return whole(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the first value of the bytes ends. */
  static long endOfValue(byte[] bytes) throws MalformedJson {
    var scanner = new JsonScanner();
    scanner.reset(bytes, 0, bytes.length);
    scanner.skipValue();
    return scanner.position();
  }
}
