package io.penstock.ledger;

import io.penstock.config.Section;
import java.time.Duration;

/**
 * The part of the configuration under {@code ledger}.
 *
 * @param differenceMax so many unexplained events a reconciliation may find and still be content
 * @param eventsMax so many different events one can compare; it keeps 21 bytes of each, in arrays
 *     that are up to twice as long
 * @param timeMax how long one may take
 * @param checkEvery how often checkpoints are compared with their counts
 */
public record LedgerConfig(
    long differenceMax, int eventsMax, Duration timeMax, Duration checkEvery) {
  public static LedgerConfig read(Section ledger) {
    return new LedgerConfig(
        ledger.wholeNumber("difference-max", 0L, 0L, 1_000_000_000_000L),
        ledger.wholeNumber("events-max", 5_000_000, 1_000, 100_000_000),
        ledger.duration(
            "time-max", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofHours(6)),
        ledger.duration(
            "check-every", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1)));
  }
}
