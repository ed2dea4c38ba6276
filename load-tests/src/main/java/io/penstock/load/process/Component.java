package io.penstock.load.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A real server that is no dependency of ours. A command fetches it once, into a folder that
 * outlives the build: {@code ~/.cache/penstock}, or what {@code -Dpenstock.components=FOLDER} says.
 */
final class Component {
  private final Path folder;
  private final Recipe recipe;

  /** What fetches it. */
  @FunctionalInterface
  interface Recipe {
    /** The command that puts the component into this folder. */
    List<String> command(Path into);
  }

  Component(String name, String version, Recipe recipe) {
    String cache = Path.of(System.getProperty("user.home"), ".cache", "penstock").toString();
    this.folder =
        Path.of(System.getProperty("penstock.components", cache)).resolve(name + "-" + version);
    this.recipe = recipe;
  }

  /** What the command makes under this name, which is fetched where it is missing. */
  Path part(String name) {
    Path part = folder.resolve(name);
    if (!Files.exists(part)) {
      fetch(part);
    }
    return part;
  }

  /** Others may be about to do the same. */
  private void fetch(Path part) {
    try {
      Files.createDirectories(folder);
      try (var channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(part)) {
          fetchWhole(part);
        }
      }
    } catch (IOException fault) {
      throw new BenchFault(advice(String.valueOf(fault.getMessage())), fault);
    }
  }

  /** Half of it has another name, so that nobody takes it for the whole. */
  private void fetchWhole(Path part) throws IOException {
    Path fetched = Files.createTempDirectory(folder, "fetched-");
    run(recipe.command(fetched));
    Files.move(fetched.resolve(folder.relativize(part)), part);
  }

  private void run(List<String> command) throws IOException {
    Path log = folder.resolve("install.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(log));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted during " + String.join(" ", command), interrupted);
    }
  }

  private String advice(String why) {
    return "a server that is needed is not there, and this does not install it:\n  %s\n%s"
        .formatted(String.join(" ", recipe.command(folder)), why);
  }
}
