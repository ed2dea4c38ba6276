package io.penstock.log;

import java.util.List;

/** Appends letters to their next home. Any number of threads may use it. */
public interface LetterBox {
  /** A letter and the topic it goes to, into the partition of that number, counted round. */
  record Addressed(Letter letter, String topic, int partition) {}

  /** Where the log has a letter. */
  record Kept(Partition partition, long offset) {}

  /** The log does not have all of them; some it may have. */
  final class NotTaken extends Exception {
    public NotTaken(Throwable cause) {
      super("the log does not take letters: " + cause.getMessage(), cause);
    }
  }

  /**
   * Waits until the log has every one of them, on all replicas in sync; at most a minute. Returns
   * their places in the order of the letters.
   */
  List<Kept> append(List<Addressed> letters) throws NotTaken;
}
