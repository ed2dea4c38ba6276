package io.penstock.command;

import io.penstock.command.client.ExitCode;
import io.penstock.command.demo.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the JVM's cache of what a start needs. */
@Command(
    name = "warm-up",
    mixinStandardHelpOptions = true,
    description = {
      "Makes 'start' and 'demo' faster from now on, by about half: starts a node in a folder of its"
          + " own, lets it bring some events to a sink, and keeps in lib/penstock.aot which classes"
          + " Java had to load and link for that.",
      "",
      "It takes a quarter of a minute and 110 MB. Do it once after installing, and again after a"
          + " change of Java: what another Java has made is not used. Nodes that run are left"
          + " alone. Deleting the file undoes it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong usage", "69:the node did not start, or nothing was kept"})
final class WarmUpCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path cache = home().resolve("lib").resolve("penstock.aot");
    out.println("Starting a node, to see what that needs ...");
    out.flush();
    try {
      make(cache);
      out.printf(
          "Kept in %s (%d MB). The next start uses it.%n", cache, Files.size(cache) / MEGABYTE);
      return ExitCode.DONE;
    } catch (IllegalStateException fault) {
      return failed(String.valueOf(fault.getMessage()));
    } catch (IOException | UncheckedIOException fault) {
      return failed(fault.toString());
    }
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("Nothing was kept, starts are as before: " + why);
    return ExitCode.UNAVAILABLE;
  }

  private static Path home() {
    return Path.of(System.getProperty("penstock.home", ".")).toAbsolutePath();
  }

  /**
   * A node that starts meanwhile sees the old cache or the new one, and never a part of it. Where
   * the work fails its folder stays: the node's log in it says why.
   */
  private static void make(Path cache) throws IOException, InterruptedException {
    Path lib = home().resolve("lib");
    if (!Files.isWritable(lib)) {
      throw new IllegalStateException(lib + " cannot be written; run this as its owner");
    }
    Path folder = Files.createTempDirectory("penstock-warm-up");
    Path made = folder.resolve("penstock.aot");
    Path beside = cache.resolveSibling("penstock.aot.new");
    try {
      new Training(home(), folder.resolve("node")).run(made);
      if (!Files.exists(made)) {
        throw new IllegalStateException(
            "this Java writes no cache: " + System.getProperty("java.home"));
      }
      Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, cache, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
