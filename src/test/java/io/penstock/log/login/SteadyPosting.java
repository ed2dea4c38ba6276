package io.penstock.log.login;

import io.penstock.fixture.Answer;
import io.penstock.fixture.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Posts one event after the other, and keeps account of what became of each. */
final class SteadyPosting implements AutoCloseable {
  static final String STREAM = "events";
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Where each was kept, by its id; or what was answered instead. */
  private final Map<String, String> kept = new ConcurrentHashMap<>();

  private final TestNode node;
  private final Thread thread = Thread.ofPlatform().name("posting").unstarted(this::run);
  private volatile boolean isOver;
  private volatile long longestNanos;
  private volatile String latest = "";

  SteadyPosting(TestNode node) {
    this.node = node;
    thread.start();
  }

  private void run() {
    for (int i = 0; !isOver; i++) {
      post("event-" + i);
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private void post(String id) {
    long began = System.nanoTime();
    Answer answer = node.post(STREAM, "{\"id\":\"" + id + "\"}");
    longestNanos = Math.max(longestNanos, System.nanoTime() - began);
    latest = answer.status() == 202 ? answer.json().getString("durability") : answer.text();
    kept.put(id, latest);
  }

  /** Where the latest was kept. */
  String latest() {
    return latest;
  }

  List<String> keptAt() {
    return List.copyOf(kept.values());
  }

  int count() {
    return kept.size();
  }

  int count(String where) {
    return (int) kept.values().stream().filter(where::equals).count();
  }

  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  /** Ends with the one in hand. */
  void finish() throws InterruptedException {
    isOver = true;
    thread.join();
  }

  @Override
  public void close() {
    isOver = true;
  }
}
