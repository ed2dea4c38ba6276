package io.penstock.sink;

import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The circuit of a sink over all nodes. A node goes by what it has seen itself: another's trouble
 * may be that one's own. But of the nodes that are held, one tries whether the sink is back, and
 * the others ask for nothing but the right to be the one.
 */
public final class SharedCircuit implements Circuit {
  /** How long a node that may not try waits before it asks again. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  /** Whoever tries may be the only one that cannot reach the sink. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Circuit own;
  private final ProbeRight right;
  private final LongSupplier nanos;
  private volatile boolean isOpen;
  private volatile long waitingSinceNanos;

  /** {@code nanos} tells time that no clock's change touches. */
  public SharedCircuit(Circuit own, ProbeRight right, LongSupplier nanos) {
    this.own = own;
    this.right = right;
    this.nanos = nanos;
  }

  @Override
  public Outcome around(Supplier<Outcome> write) {
    if (isOpen) {
      String owner = right.owner();
      if (!right.isOf(owner) && nanos.getAsLong() - waitingSinceNanos < PATIENCE_NANOS) {
        return new Hold(Cause.CAPACITY, owner + " tries whether the sink is back", ASK_AGAIN);
      }
    }
    return heard(own.around(write));
  }

  private Outcome heard(Outcome outcome) {
    if (outcome instanceof Hold) {
      isOpen = true;
      waitingSinceNanos = nanos.getAsLong();
    } else if (isOpen) {
      isOpen = false;
      right.release();
    }
    return outcome;
  }
}
