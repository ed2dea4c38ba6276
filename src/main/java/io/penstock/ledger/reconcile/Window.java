package io.penstock.ledger.reconcile;

/** The time that is compared, in microseconds since 1970: from the first to before the second. */
record Window(long fromMicros, long toMicros) {
  boolean has(long micros) {
    return micros >= fromMicros && micros < toMicros;
  }

  /** The part of an hour that lies in it. */
  Window hour(long hour) {
    return new Window(
        Math.max(fromMicros, Lines.micros(hour)), Math.min(toMicros, Lines.micros(hour + 1)));
  }
}
