package io.penstock.load.torture.scenario;

import io.penstock.load.torture.send.Credential;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The key of one sender, who changes over to a new one at a moment of his own. */
final class KeyInUse implements Credential {
  private final LongAdder afterReplaced;
  private volatile Change change;

  /** The last one; before its moment the older key is used. */
  private record Change(Credential older, Credential newer, long atNanos) {}

  /** {@code afterReplaced} counts requests with a key that has been replaced. */
  KeyInUse(Credential first, LongAdder afterReplaced) {
    this.afterReplaced = afterReplaced;
    this.change = new Change(first, first, System.nanoTime());
  }

  /** What was to be changed before is changed by then. */
  void change(Credential to, long atNanos) {
    change = new Change(change.newer(), to, atNanos);
  }

  @Override
  public List<String> lines(byte[] body) {
    Change now = change;
    if (System.nanoTime() - now.atNanos() >= 0) {
      return now.newer().lines(body);
    }
    afterReplaced.increment();
    return now.older().lines(body);
  }
}
