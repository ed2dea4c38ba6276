package io.penstock.command.demo;

import io.penstock.command.client.Http;
import java.time.Duration;
import java.util.List;

/** All nodes but the first. */
final class Children implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** What one has in hand is kept by then, so killing it loses nothing. */
  static final long STOP_SECONDS_MAX = 12;

  private final List<Child> children;
  private final Duration stopMax;

  /** When it is closed they have so long to end. */
  Children(List<Child> children, long stopSecondsMax) {
    this.children = children;
    this.stopMax = Duration.ofSeconds(stopSecondsMax);
  }

  List<Child> all() {
    return children;
  }

  /**
   * Returns when all of them take events, and says from then on when one ends.
   *
   * @throws IllegalStateException with a sentence for people, where one does not
   */
  void awaitReady() {
    try (var http = new Http()) {
      long until = System.nanoTime() + START_MAX.toNanos();
      for (Child child : children) {
        awaitReady(child, http, until);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    children.forEach(child -> child.onDeath(code -> say(child.place(), code)));
  }

  private static void awaitReady(Child child, Http http, long until) throws InterruptedException {
    while (!child.isReady(http)) {
      if (!child.isAlive() || System.nanoTime() - until > 0) {
        throw new IllegalStateException(
            child.place().name() + " takes no events; its log says why: " + child.place().log());
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private static void say(Place place, int code) {
    System.out.printf(
        "%s has ended with %d. The others go on. Its log: %s%n", place.name(), code, place.log());
  }

  /** All at once, and no longer than that. */
  @Override
  public void close() {
    children.forEach(Child::stop);
    long until = System.nanoTime() + stopMax.toNanos();
    children.forEach(child -> child.endBy(until));
  }
}
