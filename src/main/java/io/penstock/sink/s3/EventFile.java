package io.penstock.sink.s3;

import io.penstock.sink.Row;
import io.penstock.sink.parquet.Misfit;

/** A file of events that is being written, in memory. */
interface EventFile {
  /**
   * Adds an event.
   *
   * @throws Misfit where it does not fit, and nothing was added
   */
  void add(Row row) throws Misfit;

  /** The whole file; nothing may be added after it. */
  byte[] finish();
}
