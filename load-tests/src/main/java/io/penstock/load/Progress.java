package io.penstock.load;

import java.io.PrintStream;
import java.time.Duration;

/** Says on the error stream what is being done, so that the output stays the report. */
final class Progress {
  private final PrintStream out = System.err;
  private final long startedNanos = System.nanoTime();

  void says(String sentence) {
    Duration passed = Duration.ofNanos(System.nanoTime() - startedNanos);
    out.printf("[%02d:%02d] %s%n", passed.toMinutes(), passed.toSecondsPart(), sentence);
  }
}
