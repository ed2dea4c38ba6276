package io.penstock.load.torture.play;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.scene.Node;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Does what a plan says, step by step, and writes the fault log. */
final class Player {
  private final Scene scene;
  private final Book book;
  private final Consumer<String> progress;
  private final List<LogEntry> log = new ArrayList<>();
  private final List<Duration> timesToReady = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();
  private final Set<String> ill = new HashSet<>();
  private long startedNanos;
  private long entryNanos;
  private long entryAcks;
  private String entryAction = "calm";
  private String entryDetail = "";
  private volatile boolean entryIll;

  Player(Scene scene, Book book, Consumer<String> progress) {
    this.scene = scene;
    this.book = book;
    this.progress = progress;
  }

  /** Times count from here. */
  void begin() {
    startedNanos = System.nanoTime();
    entryNanos = startedNanos;
  }

  void play(List<Step> plan) {
    long beganNanos = System.nanoTime();
    for (Step step : plan) {
      Pause.until(beganNanos + step.at().toNanos(), () -> false);
      act(step.action());
    }
  }

  /** What is left of a fault ends, and the log with it. */
  void heal() {
    turnPage("heal", "");
    scene.heal();
    ill.clear();
    entryIll = false;
  }

  List<LogEntry> end() {
    turnPage("end", "");
    return log;
  }

  List<Stop> stops() {
    return stops;
  }

  List<Duration> timesToReady() {
    return timesToReady;
  }

  /** Asked by the watch, on its own thread. */
  boolean isIll() {
    return entryIll;
  }

  /** The line is begun before the action, so that what it takes counts to it. */
  private void act(Action action) {
    progress.accept(scene.run() + " " + action);
    turnPage(action.toString(), "");
    if (action.isFault()) {
      ill.add(action.patient());
      entryIll = true;
    }
    entryDetail = done(action);
    if (action instanceof Action.Start) {
      turnPage("runs again", "");
    }
    if (!action.isFault()) {
      ill.remove(action.patient());
      entryIll = !ill.isEmpty();
    }
  }

  private String done(Action action) {
    return switch (action) {
      case Action.Become(var proxy, var condition) -> {
        scene.proxies().become(proxy, condition);
        yield "";
      }
      case Action.Kill(var part) -> kill(part);
      case Action.Stop(var part) -> each(part, this::stop);
      case Action.Freeze(var part) -> each(part, Player::freeze);
      case Action.Thaw(var part) -> each(part, Player::thaw);
      case Action.Start(var part) -> start(part);
      case Action.Special(var _, var _, var deed) -> deed.on(scene);
    };
  }

  private String each(Action.Part part, Function<Node, String> deed) {
    return nodes(part).map(deed).collect(Collectors.joining(", "));
  }

  private Stream<Node> nodes(Action.Part part) {
    return part.nodes().stream().map(scene.nodes()::get);
  }

  private String kill(Action.Part part) {
    nodes(part).forEach(Node::kill);
    scene.brokers().kill(part.brokers());
    return "";
  }

  private String stop(Node node) {
    long began = System.nanoTime();
    var stop = new Stop(node.stop(), (System.nanoTime() - began) / 1e9);
    stops.add(stop);
    return "exit code %d after %.1f s".formatted(stop.exitCode(), stop.seconds());
  }

  private static String freeze(Node node) {
    node.freeze();
    return "";
  }

  private static String thaw(Node node) {
    node.thaw();
    return "";
  }

  private String start(Action.Part part) {
    scene.brokers().startAgain(part.brokers());
    nodes(part).forEach(Node::start);
    return each(part, this::awaitReady);
  }

  private String awaitReady(Node node) {
    Duration ready = node.awaitReady();
    timesToReady.add(ready);
    return "ready after %.1f s".formatted(ready.toMillis() / 1e3);
  }

  private void turnPage(String action, String detail) {
    long now = System.nanoTime();
    long acks = book.acknowledged();
    log.add(
        new LogEntry(
            (entryNanos - startedNanos) / 1e9,
            entryAction,
            entryDetail,
            acks - entryAcks,
            (now - entryNanos) / 1e9,
            entryIll));
    entryNanos = now;
    entryAcks = acks;
    entryAction = action;
    entryDetail = detail;
  }
}
