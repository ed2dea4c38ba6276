package io.penstock.load.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process uses: processor time since its start, memory it holds, the most it ever held. All
 * zero once it has ended.
 */
public record Usage(Duration cpu, long residentMiB, long peakMiB) {

  static Usage of(ProcessHandle handle) {
    Path status = Path.of("/proc", String.valueOf(handle.pid()), "status");
    return new Usage(
        handle.info().totalCpuDuration().orElse(Duration.ZERO),
        mebibytes(status, "VmRSS:"),
        mebibytes(status, "VmHWM:"));
  }

  private static long mebibytes(Path status, String field) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
