package io.penstock.batch;

/** Nothing of a request was kept, since there is no room for it: the sender comes back later. */
public final class NotKept extends Exception {
  /** Why there is none. */
  public enum Why {
    /** The spool holds as much as it may. */
    SPOOL_FULL,
    /** The disk under the spool is full, or fails. */
    SPOOL_FAILING
  }

  private final Why why;

  public NotKept(Why why, String message) {
    super(message, null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
