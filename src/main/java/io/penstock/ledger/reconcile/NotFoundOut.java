package io.penstock.ledger.reconcile;

/** Whether the counts add up could not be found out: why, and what a person can do. */
public final class NotFoundOut extends RuntimeException {
  public NotFoundOut(String reason) {
    super(reason);
  }
}
