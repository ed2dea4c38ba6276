package io.penstock.ingest;

import io.penstock.batch.NotKept;
import io.penstock.batch.Place;
import io.penstock.batch.SpoolPlace;
import io.penstock.event.Violation;
import java.time.Duration;
import java.util.List;

/** What the intake says of a request; each door puts it into its own words. */
public sealed interface Receipt {
  /**
   * Everything that was not a violation is kept, durably: in the log at {@code places}, or by the
   * spool.
   */
  record Kept(
      List<Place> places,
      List<SpoolPlace> spooled,
      int accepted,
      int duplicates,
      int rejected,
      List<Violation> violations,
      List<Violation> warnings)
      implements Receipt {

    /** Where not all of it is in the log, it is not yet where it belongs. */
    public Durability durability() {
      return spooled.isEmpty() ? Durability.LOG : Durability.SPOOL;
    }
  }

  /**
   * No event is kept: each breaks a rule, or some do and the request was to be kept whole.
   *
   * @param sound events that break no rule, those that stand there more than once each time
   */
  record Invalid(int sound, int rejected, List<Violation> violations) implements Receipt {}

  /** The request as a whole is not what it says it is; nothing of it is kept. */
  record Malformed(int offset, String what) implements Receipt {}

  /** More events than one request may have; nothing of it is kept. */
  record TooMany(int eventsMax) implements Receipt {}

  /** Nothing may be counted on: come back with the whole request. */
  record Busy(String reason, Duration comeBackAfter) implements Receipt {}

  /** The log is away and the spool has no room: nothing of the request is kept. */
  record NoRoom(NotKept.Why why, String reason, Duration comeBackAfter) implements Receipt {}

  /** Where what was kept is kept. */
  enum Durability {
    LOG,
    SPOOL
  }
}
