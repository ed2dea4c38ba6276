package io.penstock.command.demo;

import io.penstock.command.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A node in a process of its own. It ends when its standard input does: so it is told to stop, and
 * so it hears that this process is gone, however that went.
 */
final class Child {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private final Place place;
  private final Process process;
  private volatile boolean stopping;

  private Child(Place place, Process process) {
    this.place = place;
    this.process = process;
  }

  /** {@code settings} hold no secret: everybody on the machine sees them. */
  static Child start(
      Place place, Path home, List<String> settings, Map<String, String> environment) {
    List<String> arguments = new ArrayList<>(List.of("start", "--config"));
    arguments.add(home.resolve("conf").resolve("demo.yaml").toString());
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return launch(place, home, arguments, environment);
  }

  /** Runs the launcher of the distribution in {@code home}. */
  static Child launch(
      Place place, Path home, List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("penstock").toString());
    command.addAll(arguments);
    command.add("--until-stdin-ends");
    try {
      Files.createDirectories(place.dataDir());
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()));
      builder.environment().putAll(environment);
      builder.environment().put("PENSTOCK_JAVA", System.getProperty("java.home"));
      return new Child(place, builder.start());
    } catch (IOException fault) {
      throw new UncheckedIOException(place.name() + " cannot be started", fault);
    }
  }

  Place place() {
    return place;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it takes events. */
  boolean isReady(Http http) throws InterruptedException {
    URI ready = URI.create(place.http() + "/health/ready");
    try {
      return http.exchange(HttpRequest.newBuilder(ready).build(), ANSWER_MAX).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Tells of its end with its exit code, unless it was stopped from here. */
  void onDeath(IntConsumer told) {
    Thread.ofVirtual().name("watch " + place.name()).start(() -> watch(told));
  }

  private void watch(IntConsumer told) {
    int code = process.onExit().join().exitValue();
    if (!stopping) {
      told.accept(code);
    }
  }

  /** Asks it to stop in order. No signal: after a Ctrl-C that would be the second. */
  void stop() {
    stopping = true;
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // it has ended already, or hears of nothing; then it is killed
    }
  }

  /** Returns when it has ended, which it must by then. */
  void endBy(long nanoTime) {
    try {
      if (!process.waitFor(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
