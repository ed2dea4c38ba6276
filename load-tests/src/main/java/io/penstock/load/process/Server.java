package io.penstock.load.process;

import io.penstock.load.http.HttpTarget;

/** A running server that takes events over HTTP and keeps them in a topic: what is measured. */
public record Server(ChildProcess process, HttpTarget target, String topic) {
  /** The same, for another sender. */
  public Server at(HttpTarget other) {
    return new Server(process, other, topic);
  }
}
