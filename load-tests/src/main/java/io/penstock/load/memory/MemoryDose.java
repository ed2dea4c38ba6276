package io.penstock.load.memory;

import java.time.Duration;
import java.util.List;

/**
 * How much of everything.
 *
 * @param rate events a second
 * @param lateAfter of the sink, as the configuration writes it
 * @param settings of the server, {@code key=value}, that differ from those it comes with
 * @param options for the JVM, behind those that the server comes with
 * @param tracked whether the JVM keeps account of its own memory
 */
public record MemoryDose(
    int rate,
    int minutes,
    int partitions,
    String lateAfter,
    List<String> settings,
    String options,
    boolean tracked) {
  static final int HOURS = 168;

  Duration time() {
    return Duration.ofMinutes(minutes);
  }

  /** Every other event happened just now, the others in each hour of the last week in turns. */
  static Duration ageOf(long number) {
    return number % 2 == 0 ? Duration.ZERO : Duration.ofHours(number / 2 % HOURS);
  }

  String jvmOptions() {
    return tracked ? ("-XX:NativeMemoryTracking=summary " + options).strip() : options;
  }
}
