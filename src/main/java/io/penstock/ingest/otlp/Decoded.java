package io.penstock.ingest.otlp;

/** What decoding a request came to. */
public sealed interface Decoded {
  /** A JSON array with an event for each log record, data point or span. */
  record Events(byte[] json) implements Decoded {}

  /** Not what the content type says it is. */
  record Broken(String why) implements Decoded {}

  /** As events, each with its resource and scope, the request is larger than allowed. */
  record TooLarge() implements Decoded {}
}
