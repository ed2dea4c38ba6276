package io.penstock.load.torture.send;

/** Where events are sent to, and what as. */
public record Door(String host, int port, String path, Credential credential) {
  /** The same, as somebody else. */
  public Door as(Credential other) {
    return new Door(host, port, path, other);
  }
}
