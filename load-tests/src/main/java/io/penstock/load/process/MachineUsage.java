package io.penstock.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Processor time of the whole machine, to see what others took during a run. */
public final class MachineUsage {
  private static final int MILLIS_PER_TICK = 10;
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int GUEST = 8;

  private MachineUsage() {}

  /** The first line of the file is {@code cpu user nice system idle iowait irq softirq steal …}. */
  public static Duration busy() {
    long[] ticks = ticks();
    long all = Arrays.stream(ticks).limit(GUEST).sum();
    return Duration.ofMillis((all - ticks[IDLE] - ticks[WAITING_FOR_DISK]) * MILLIS_PER_TICK);
  }

  private static long[] ticks() {
    try {
      String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
      return Arrays.stream(line.split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
