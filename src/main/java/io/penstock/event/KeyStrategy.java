package io.penstock.event;

/** What decides the partition of an event, and so what is kept in order. */
public enum KeyStrategy {
  /** Events of one session stay in order; an event without one goes anywhere. */
  SESSION,
  /** Events of one tenant stay in order. */
  TENANT,
  /** Every partition gets its share; no order is promised. */
  ROUND_ROBIN
}
