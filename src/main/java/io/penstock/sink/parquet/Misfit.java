package io.penstock.sink.parquet;

import io.penstock.sink.Complaint;
import io.penstock.sink.SetAside;

/** A field of an event does not fit its column. */
public final class Misfit extends Exception {
  private final long offset;
  private final String column;

  Misfit(long offset, String column, String reason) {
    super(reason, null, false, false);
    this.offset = offset;
    this.column = column;
  }

  /** What is said of the event; it never quotes the value. */
  public SetAside asSetAside() {
    return new SetAside(offset, new Complaint("", column, column + " " + getMessage()));
  }
}
