package io.penstock.client;

import java.time.Instant;
import java.util.Optional;

/**
 * How a forwarder fares.
 *
 * @param server what the server's own health service says
 * @param lastSuccess when a batch was last kept by the server
 * @param consecutiveFailures attempts that failed since then
 * @param lastFailure why the last of them did; empty where none did
 * @param eventsHeld events that were offered and are not settled: waiting, or on their way
 * @param bytesHeld theirs
 */
public record ForwarderHealth(
    ServerState server,
    Optional<Instant> lastSuccess,
    int consecutiveFailures,
    String lastFailure,
    int eventsHeld,
    long bytesHeld) {

  /** What the server says of itself. */
  public enum ServerState {
    /** It takes events. */
    SERVING,
    /** It is there, and takes none: it stops, or can keep none. */
    NOT_SERVING,
    /** It did not answer in time. */
    UNREACHABLE
  }
}
