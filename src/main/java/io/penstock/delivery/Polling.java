package io.penstock.delivery;

import io.penstock.log.GroupReader;
import io.penstock.log.LogRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reads records into their lanes, and stops reading those that are full. */
final class Polling {
  private static final long MILLIS_BETWEEN_MAX = 1_000;

  private final GroupReader reader;
  private final Lanes lanes;
  private final Clock clock;
  private long polledMillis;

  Polling(GroupReader reader, Lanes lanes, Clock clock) {
    this.reader = reader;
    this.lanes = lanes;
    this.clock = clock;
  }

  /** The group takes a member that does not poll for gone. */
  boolean isDue() {
    return clock.millis() - polledMillis >= MILLIS_BETWEEN_MAX;
  }

  /** The next step is to begin with a poll. */
  void hurry() {
    polledMillis = clock.millis() - MILLIS_BETWEEN_MAX;
  }

  void poll(long waitMillis) {
    List<LogRecord> records = reader.poll(Duration.ofMillis(waitMillis));
    polledMillis = clock.millis();
    lanes.gather(records, polledMillis);
    lanes.reach(reader::position, polledMillis);
    lanes.full().forEach(reader::pause);
  }

  /** Reads on, but what is full. */
  void resume() {
    lanes.notFull().forEach(reader::resume);
  }

  /** Reads nothing until it is told to go on. */
  void pause() {
    lanes.partitions().forEach(reader::pause);
  }
}
