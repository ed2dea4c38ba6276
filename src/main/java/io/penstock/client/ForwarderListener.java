package io.penstock.client;

import java.util.List;

/**
 * Hears what became of events. It is called on the threads that send: while it takes its time, less
 * is sent.
 */
public interface ForwarderListener {
  /** Tells nobody. */
  ForwarderListener NONE = new ForwarderListener() {};

  /** So many events of a batch are kept by the server, durably. */
  default void delivered(int events, String receipt) {}

  /** The server will never take this event; the others of its batch do not suffer. */
  default void rejected(RejectedEvent event) {}

  /**
   * So many more events of a batch the server will never take: there were so many that its answer
   * had no room to say which, and why.
   */
  default void omitted(int events) {}

  /**
   * These events were given up: every attempt failed, or the server wants none of them from this
   * sender. Some may have been kept all the same, where the outcome of an attempt is unknown.
   */
  default void failed(List<byte[]> events, String reason) {}
}
