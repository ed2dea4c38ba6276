package io.penstock.ledger.reconcile;

import java.util.List;

/** One hour, by the time when events were received: in all, and by partition of the log. */
public record Hour(Line total, List<Line> partitions) {}
