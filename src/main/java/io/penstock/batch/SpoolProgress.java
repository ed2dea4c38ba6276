package io.penstock.batch;

/** How far a node's spool is. */
public interface SpoolProgress {
  /** The node's name, as receipts write it. */
  String node();

  /** The number of the first record that still waits. */
  long drained();
}
