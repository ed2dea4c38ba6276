package io.penstock.load.torture.send;

import java.util.Map;
import java.util.Optional;

/** What came back over the wire; header names are in lower case. */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
