package io.penstock.sink;

import java.util.function.Supplier;

/**
 * The breaker around a sink's writes. Closed, it lets every write through; after one that ended in
 * a hold it is open, and lets none through for a while; then half-open, one for a trial.
 */
@FunctionalInterface
public interface Circuit {
  /** What the write answers; a hold where it is not let through. */
  Outcome around(Supplier<Outcome> write);
}
