package io.penstock.simulation;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells what happens, where somebody listens. */
final class Trace {
  private final Consumer<String> listener;
  private final Clock clock;
  private final boolean on;

  private Trace(Consumer<String> listener, Clock clock, boolean on) {
    this.listener = listener;
    this.clock = clock;
    this.on = on;
  }

  static Trace to(Consumer<String> listener, Clock clock) {
    return new Trace(listener, clock, true);
  }

  static Trace silent(Clock clock) {
    return new Trace(line -> {}, clock, false);
  }

  void says(Supplier<String> what) {
    if (on) {
      listener.accept(clock.instant() + " " + what.get());
    }
  }
}
