package io.penstock.load.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many rows there were at which time, and what they had cost until then. */
public final class Samples {
  /**
   * One look.
   *
   * @param cpu processor time of the loading process since its start
   */
  public record Sample(long nanos, long rows, Duration cpu, long residentMiB) {
    public double rowsPerSecondSince(Sample earlier) {
      return (rows - earlier.rows) * 1e9 / Math.max(1, nanos - earlier.nanos);
    }

    /** Processor seconds for a million rows. */
    public double cpuSecondsSince(Sample earlier) {
      return cpu.minus(earlier.cpu).toNanos() / 1e3 / Math.max(1, rows - earlier.rows);
    }
  }

  /** What holds between two looks. */
  public record Stretch(double rowsPerSecond, double cpuSeconds) {}

  private final List<Sample> samples = new ArrayList<>();

  public void add(long rows, Duration cpu, long residentMiB) {
    samples.add(new Sample(System.nanoTime(), rows, cpu, residentMiB));
  }

  public boolean isEmpty() {
    return samples.isEmpty();
  }

  public Sample last() {
    return samples.getLast();
  }

  /** The first look at which there were so many rows. */
  public Sample at(long rows) {
    return samples.stream().filter(sample -> sample.rows() >= rows).findFirst().orElseThrow();
  }

  /** From a tenth to nine tenths: neither start nor end counts. */
  public Stretch middle(long rows) {
    return between(rows / 10, rows / 10 * 9);
  }

  /** From half to nine tenths: compiling what is new to the server does not count either. */
  public Stretch late(long rows) {
    return between(rows / 2, rows / 10 * 9);
  }

  private Stretch between(long first, long last) {
    Sample from = at(first);
    Sample to = at(last);
    return new Stretch(to.rowsPerSecondSince(from), to.cpuSecondsSince(from));
  }
}
