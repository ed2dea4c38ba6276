package io.penstock.retry;

/** What a person wants of slots. */
public record RetryOrder(Act act, Selection selection) {
  /** What can be done with a slot. */
  public enum Act {
    /** Nothing moves until it is released. */
    HOLD,
    RELEASE,
    /** What waits now is due at once. */
    FORCE
  }

  /** Which slots are meant: those of one tier, by its topic. */
  public record Selection(String sink, String tier) {
    boolean has(Slot slot) {
      return slot.sink().sink().equals(sink) && slot.tier().topic().equals(tier);
    }
  }
}
