package io.penstock.ledger.reconcile;

import java.util.Locale;

/** What is counted of an hour. */
public enum Count {
  /** In the log; each is one of the seven that follow. */
  RECORDS,
  FILTERED,
  WAITING,
  RETRYING,
  DEAD,
  /** Of an event that came before in what was compared. */
  REPEATED,
  /** So old that the sink has deleted it, or is about to. */
  EXPIRED,
  /** The sink must hold a row of it. */
  EXPECTED,

  /** Rows that the sink holds. */
  ROWS,
  /** Rows that need not be there and may: delivered meanwhile, replayed, or of another hour. */
  LATE,
  /** Expected, and held as of another time: an earlier record of the same event brought it. */
  ELSEWHERE,

  /** Expected, and neither in the sink nor on its way. */
  MISSING,
  /** Rows of no event in the log. */
  SURPLUS,
  /** Rows of an event that has one already. */
  DOUBLED,
  /** Rows whose bytes no record of their event has. */
  CHANGED;

  /** Whether it is known by partition; what is counted of rows alone is not. */
  public boolean isOfPartitions() {
    return switch (this) {
      case RECORDS,
          FILTERED,
          WAITING,
          RETRYING,
          DEAD,
          REPEATED,
          EXPIRED,
          EXPECTED,
          ELSEWHERE,
          MISSING ->
          true;
      case ROWS, LATE, SURPLUS, DOUBLED, CHANGED -> false;
    };
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
