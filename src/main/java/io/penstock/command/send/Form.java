package io.penstock.command.send;

/** How events stand in a request. */
enum Form {
  /** For events that may contain line breaks. */
  ARRAY("application/json", '[', ',', ']'),
  /** A broken line costs that line, and the server says which. */
  LINES("application/x-ndjson", ' ', '\n', '\n');

  final String contentType;
  final char opens;
  final char parts;
  final char closes;

  Form(String contentType, char opens, char parts, char closes) {
    this.contentType = contentType;
    this.opens = opens;
    this.parts = parts;
    this.closes = closes;
  }
}
