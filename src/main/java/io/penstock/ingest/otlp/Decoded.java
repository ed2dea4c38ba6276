package io.penstock.ingest.otlp;

import java.util.List;

/** What decoding a request came to. */
public sealed interface Decoded {
  /**
   * JSON arrays with an event for each log record, data point or span, in their order. There is one
   * at least, which may be empty.
   */
  record Events(List<byte[]> parts) implements Decoded {}

  /** Not what the content type says it is. */
  record Broken(String why) implements Decoded {}

  /** As events, each with its resource and scope, the request is larger than allowed. */
  record TooLarge() implements Decoded {}
}
