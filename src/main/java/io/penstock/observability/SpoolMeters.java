package io.penstock.observability;

import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What is counted of the spool. */
public final class SpoolMeters {
  private final LongAdder spooled;
  private final LongAdder drained;

  SpoolMeters(
      Meters meters,
      LongSupplier bytes,
      LongSupplier records,
      LongSupplier lost,
      LongSupplier refused) {
    spooled = meters.adder("penstock.spool.records.spooled", Tags.empty());
    drained = meters.adder("penstock.spool.records.drained", Tags.empty());
    meters.gauge("penstock.spool.bytes", Tags.empty(), bytes::getAsLong);
    meters.gauge("penstock.spool.records", Tags.empty(), records::getAsLong);
    meters.counted("penstock.spool.records.lost", Tags.empty(), lost, LongSupplier::getAsLong);
    meters.counted(
        "penstock.spool.records.refused", Tags.empty(), refused, LongSupplier::getAsLong);
  }

  /** So many records are on the disk. */
  public void spooled(int records) {
    spooled.add(records);
  }

  /** So many of them are in the log now. */
  public void drained(int records) {
    drained.add(records);
  }
}
