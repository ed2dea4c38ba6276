package io.penstock.client;

import java.time.Duration;

/**
 * The bounds of a forwarder. Each has a default that suits most senders; a year is as long as any
 * time may be.
 *
 * @param batchEventsMax a batch is sent with so many events; at most what the stream takes in one
 *     request
 * @param batchBytesMax or with so many bytes, as the message has them; at most what the server
 *     takes in one request
 * @param linger or when its oldest event has waited so long
 * @param bufferEventsMax the most events that are held, waiting and on their way
 * @param bufferBytesMax and the most bytes of theirs
 * @param inFlightMax batches on their way at a time; with one, events arrive in their order
 * @param attemptsMax how often a batch is sent before it is given up
 * @param giveUpAfter for how long; no attempt begins later than this after the first
 * @param attemptTimeout how long one attempt may take
 * @param backoffFirst the wait after the first failed attempt; it doubles from one to the next
 * @param backoffMax the longest wait, also where the server asks for a longer one
 */
public record ForwarderOptions(
    int batchEventsMax,
    int batchBytesMax,
    Duration linger,
    int bufferEventsMax,
    long bufferBytesMax,
    int inFlightMax,
    int attemptsMax,
    Duration giveUpAfter,
    Duration attemptTimeout,
    Duration backoffFirst,
    Duration backoffMax) {

  private static final Duration YEAR = Duration.ofDays(365);

  public static final ForwarderOptions DEFAULT =
      new ForwarderOptions(
          500,
          1 << 20,
          Duration.ofMillis(100),
          100_000,
          16 << 20,
          2,
          10_000,
          Duration.ofMinutes(5),
          Duration.ofSeconds(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(30));

  public ForwarderOptions {
    atLeastOne("batchEventsMax", batchEventsMax);
    atLeastOne("batchBytesMax", batchBytesMax);
    atLeastOne("bufferEventsMax", bufferEventsMax);
    atLeastOne("bufferBytesMax", bufferBytesMax);
    atLeastOne("inFlightMax", inFlightMax);
    atLeastOne("attemptsMax", attemptsMax);
    linger = atMostAYear(linger);
    giveUpAfter = atMostAYear(giveUpAfter);
    attemptTimeout = atMostAYear(attemptTimeout);
    backoffFirst = atMostAYear(backoffFirst);
    backoffMax = atMostAYear(backoffMax);
    atLeastOne("giveUpAfter in ms", giveUpAfter.toMillis());
    atLeastOne("attemptTimeout in ms", attemptTimeout.toMillis());
    atLeastOne("backoffFirst in ms", backoffFirst.toMillis());
    atLeastOne("backoffMax in ms", backoffMax.toMillis());
    if (linger.isNegative()) {
      throw new IllegalArgumentException("linger must not be negative");
    }
  }

  /** In nanoseconds, longer times are no numbers. */
  static Duration atMostAYear(Duration time) {
    return time.compareTo(YEAR) < 0 ? time : YEAR;
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }

  /** When a batch is sent. */
  public ForwarderOptions withBatches(int eventsMax, int bytesMax, Duration linger) {
    return new ForwarderOptions(
        eventsMax,
        bytesMax,
        linger,
        bufferEventsMax,
        bufferBytesMax,
        inFlightMax,
        attemptsMax,
        giveUpAfter,
        attemptTimeout,
        backoffFirst,
        backoffMax);
  }

  /** How much is held at most. */
  public ForwarderOptions withBuffer(int eventsMax, long bytesMax) {
    return new ForwarderOptions(
        batchEventsMax,
        batchBytesMax,
        linger,
        eventsMax,
        bytesMax,
        inFlightMax,
        attemptsMax,
        giveUpAfter,
        attemptTimeout,
        backoffFirst,
        backoffMax);
  }

  /** How many batches are on their way at a time. */
  public ForwarderOptions withInFlight(int batchesMax) {
    return new ForwarderOptions(
        batchEventsMax,
        batchBytesMax,
        linger,
        bufferEventsMax,
        bufferBytesMax,
        batchesMax,
        attemptsMax,
        giveUpAfter,
        attemptTimeout,
        backoffFirst,
        backoffMax);
  }

  /** How often a batch is sent, for how long each time, and after which waits. */
  public ForwarderOptions withAttempts(
      int max, Duration timeout, Duration firstWait, Duration longestWait) {
    return new ForwarderOptions(
        batchEventsMax,
        batchBytesMax,
        linger,
        bufferEventsMax,
        bufferBytesMax,
        inFlightMax,
        max,
        giveUpAfter,
        timeout,
        firstWait,
        longestWait);
  }

  /** For how long a batch is sent again and again. */
  public ForwarderOptions withGiveUpAfter(Duration time) {
    return new ForwarderOptions(
        batchEventsMax,
        batchBytesMax,
        linger,
        bufferEventsMax,
        bufferBytesMax,
        inFlightMax,
        attemptsMax,
        time,
        attemptTimeout,
        backoffFirst,
        backoffMax);
  }
}
