package io.penstock.ingest.otlp;

/** How a request is written, and so its answer. */
public enum Wire {
  PROTOBUF("application/x-protobuf"),
  /** Protobuf's JSON mapping, but with ids in hexadecimal. */
  JSON("application/json");

  private final String mediaType;

  Wire(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }
}
