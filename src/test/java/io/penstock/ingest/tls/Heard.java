package io.penstock.ingest.tls;

/** What became of an event. */
enum Heard {
  TAKEN,
  UNAUTHENTICATED,
  /** There was no connection, or none any more. */
  NOT_LET_IN
}
