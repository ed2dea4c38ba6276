package io.penstock.load.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine of a run; numbers of two machines do not compare, their ratios do. */
public record Machine(
    String processor, int cores, long memoryMiB, String kernel, String jdk, double loadAverage) {

  public static Machine here() {
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  public String description() {
    return "%d cores (%s), %,d MiB, %s, %s; load average before the run %s"
        .formatted(cores, processor, memoryMiB, kernel, jdk, Numbers.fraction(loadAverage));
  }

  private static String field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    } catch (IOException unknown) {
      return "0";
    }
  }
}
