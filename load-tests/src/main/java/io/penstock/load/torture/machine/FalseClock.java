package io.penstock.load.torture.machine;

import io.penstock.load.process.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A wall clock that is wrong, for one process, by libfaketime: how wrong is in a file, and may
 * change while the process runs. Time that only counts on goes as ever.
 */
public final class FalseClock implements AutoCloseable {
  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private final Path offset;

  private FalseClock(Path offset) {
    this.offset = offset;
  }

  public static boolean isPossible() {
    return Files.isReadable(LIBRARY);
  }

  public static FalseClock right() {
    try {
      var clock = new FalseClock(Files.createTempFile("penstock-torture-", ".clock"));
      clock.set("+0");
      return clock;
    } catch (IOException fault) {
      throw new BenchFault("no file for a false clock", fault);
    }
  }

  /** As libfaketime writes offsets: +5m, -1d. */
  public void set(String wrongBy) {
    try {
      Files.writeString(offset, wrongBy + "\n");
    } catch (IOException fault) {
      throw new BenchFault("the clock cannot be set", fault);
    }
  }

  /** Without the last of these, every timed wait of a Java process ends at once. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        LIBRARY.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(offset);
    } catch (IOException fault) {
      throw new BenchFault("the file of the false clock stays", fault);
    }
  }
}
