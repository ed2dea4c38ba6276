package io.penstock.spool;

/** What became of an append; nothing is kept before the commit. */
public sealed interface Appended {
  /** The records have these numbers; both included. */
  record At(long segment, long first, long last) implements Appended {}

  /** There is no room, and nothing of it was written. */
  record Full(long bytes, long bytesMax) implements Appended {}
}
