package io.penstock.ledger.reconcile;

/**
 * One event that nothing explains.
 *
 * @param what {@link Count#MISSING}, {@link Count#SURPLUS}, {@link Count#DOUBLED} or {@link
 *     Count#CHANGED}
 * @param hour in hours since 1970
 * @param partition where the log has it; {@link Line#NO_PARTITION} where nobody knows
 * @param offset there; -1 where nobody knows
 */
public record Finding(
    Count what, String tenant, String id, long hour, int partition, long offset) {}
