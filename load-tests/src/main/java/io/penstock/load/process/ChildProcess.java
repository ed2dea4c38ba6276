package io.penstock.load.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of the bench, with its log in a file. */
public final class ChildProcess implements AutoCloseable {
  /** A server may take half a minute to drain. */
  private static final Duration STOP_MAX = Duration.ofSeconds(35);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int LOG_LINES_SHOWN = 25;

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  static ChildProcess start(
      String name, Path log, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      return new ChildProcess(name, log, builder.start());
    } catch (IOException fault) {
      throw new BenchFault(name + " cannot be started", fault);
    }
  }

  /** Returns once the condition holds; fails when the time is up or the process has ended. */
  public void awaitReady(Duration max, BooleanSupplier ready) {
    long end = System.nanoTime() + max.toNanos();
    while (!ready.getAsBoolean()) {
      if (hasEnded(LOOK_AGAIN)) {
        throw fault("ended with code " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() > end) {
        throw fault("was not ready after " + max.toSeconds() + " s");
      }
    }
  }

  /** Waits for a process that ends by itself, and calls back while it runs. */
  public void awaitSuccess(Duration max, Runnable meanwhile) {
    long end = System.nanoTime() + max.toNanos();
    while (!hasEnded(LOOK_AGAIN)) {
      meanwhile.run();
      if (System.nanoTime() > end) {
        throw fault("had not ended after " + max.toSeconds() + " s");
      }
    }
    if (process.exitValue() != 0) {
      throw fault("ended with code " + process.exitValue());
    }
  }

  /** What the process has taken so far; a start script has to become the server, with exec. */
  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  /** STOP, CONT, and whatever else {@code kill} knows. */
  public void signal(String signal) {
    execute("take the signal", "kill", "-" + signal, String.valueOf(process.pid()));
  }

  /** Has a Java process collect its garbage, so that what is resident is what it holds on to. */
  public void collectGarbage() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    execute("collect its garbage", jcmd.toString(), String.valueOf(process.pid()), "GC.run");
  }

  private void execute(String what, String... command) {
    ProcessBuilder asking =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      if (asking.start().waitFor() != 0) {
        throw fault("would not " + what);
      }
    } catch (IOException cannot) {
      throw new BenchFault(command[0] + " cannot be started", cannot);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while " + name + " was to " + what);
    }
  }

  public List<String> logLines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException fault) {
      return List.of("(its log cannot be read: " + fault + ")");
    }
  }

  public BenchFault fault(String what) {
    List<String> lines = logLines();
    List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    return new BenchFault(
        "%s %s; the end of its log:%n  %s".formatted(name, what, String.join("\n  ", last)));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!hasEnded(STOP_MAX)) {
      throw fault("outlived SIGKILL");
    }
  }

  /** SIGTERM; answers the exit code, and fails where the time is not enough. */
  public int stop(Duration max) {
    process.destroy();
    if (!hasEnded(max)) {
      throw fault("had not ended " + max.toSeconds() + " s after SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    if (!hasEnded(STOP_MAX)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private boolean hasEnded(Duration max) {
    try {
      return process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while waiting for " + name);
    }
  }
}
