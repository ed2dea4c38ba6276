package io.penstock.load.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends requests over many connections from one thread, which leaves the machine to the server. */
public final class LoadGenerator {
  private static final long DRAIN_NANOS_MAX = Duration.ofSeconds(15).toNanos();
  private static final long NAP_NANOS_MAX = 100_000;
  private static final long SELECT_MILLIS_MAX = 100;
  private static final int BROKEN_MAX = 1000;

  private final HttpTarget target;
  private final Requests requests;
  private final Pace pace;
  private final Duration duration;
  private final BooleanSupplier over;
  private final Selector selector;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
  private final Tally tally = new Tally();
  private long sent;
  private long underWay;
  private long startedNanos;
  private long endNanos;

  private LoadGenerator(
      HttpTarget target,
      List<byte[]> bodies,
      Pace pace,
      Duration duration,
      BooleanSupplier over,
      Selector selector) {
    this.target = target;
    this.requests = target.requests(bodies);
    this.pace = pace;
    this.duration = duration;
    this.over = over;
    this.selector = selector;
  }

  /** Runs for the duration, then waits a bounded time for the answers still under way. */
  public static Load run(
      HttpTarget target, List<byte[]> bodies, int connections, Pace pace, Duration duration)
      throws IOException {
    return run(target, bodies, connections, pace, duration, () -> false);
  }

  /** The same, but sends nothing more once it is over. */
  public static Load run(
      HttpTarget target,
      List<byte[]> bodies,
      int connections,
      Pace pace,
      Duration max,
      BooleanSupplier over)
      throws IOException {
    try (Selector selector = Selector.open()) {
      LoadGenerator generator = new LoadGenerator(target, bodies, pace, max, over, selector);
      try {
        return generator.run(connections);
      } finally {
        generator.hangUp();
      }
    }
  }

  private Load run(int connections) throws IOException {
    for (int n = 0; n < connections; n++) {
      idle.add(Connection.open(target, selector));
    }
    long cpu = cpuNanos();
    startedNanos = System.nanoTime();
    endNanos = startedNanos + duration.toNanos();
    while (isGoing()) {
      endIfOver();
      sendWhatIsDue();
      awaitAnswers();
    }
    long unanswered = giveUp();
    Duration lasted = Duration.ofNanos(endNanos - startedNanos);
    return tally.load(lasted, unanswered, Duration.ofNanos(cpuNanos() - cpu));
  }

  private void endIfOver() {
    if (over.getAsBoolean()) {
      endNanos = Math.min(endNanos, System.nanoTime());
    }
  }

  private boolean isGoing() {
    long now = System.nanoTime();
    return now < endNanos
        || ((underWay > 0 || nextIsInSchedule()) && now < endNanos + DRAIN_NANOS_MAX);
  }

  /** A schedule is kept to its end, even when the server is behind it. */
  private boolean nextIsInSchedule() {
    return pace.dueNanos(sent, startedNanos) < endNanos;
  }

  private void sendWhatIsDue() {
    while (!idle.isEmpty()) {
      long due = pace.dueNanos(sent, startedNanos);
      if (due >= endNanos || due > System.nanoTime()) {
        return;
      }
      send(idle.remove(), due);
    }
  }

  private void send(Connection connection, long due) {
    underWay++;
    try {
      connection.send(requests.request(sent++, connection.request()), due);
    } catch (IOException fault) {
      replace(connection, fault);
    }
  }

  /** The selector waits in whole milliseconds, so a shorter wait is a nap and a look. */
  private void awaitAnswers() throws IOException {
    long waitNanos = nanosToNextSend();
    if (waitNanos >= 2_000_000) {
      long millis = Math.min(waitNanos / 1_000_000 - 1, SELECT_MILLIS_MAX);
      selector.select(this::attend, millis);
    } else {
      LockSupport.parkNanos(Math.min(waitNanos, NAP_NANOS_MAX));
      selector.selectNow(this::attend);
    }
  }

  private long nanosToNextSend() {
    boolean mustWaitForAnswers = idle.isEmpty() || !nextIsInSchedule();
    return mustWaitForAnswers
        ? Long.MAX_VALUE
        : Math.max(0, pace.dueNanos(sent, startedNanos) - System.nanoTime());
  }

  private void attend(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) {
        connection.write();
      }
      if (key.isReadable() && connection.read(scratch)) {
        settle(connection);
      }
    } catch (IOException fault) {
      replace(connection, fault);
    }
  }

  private void settle(Connection connection) {
    long now = System.nanoTime();
    underWay--;
    tally.answered(connection.status(), now - connection.intendedNanos(), now < endNanos);
    idle.add(connection);
  }

  private void replace(Connection connection, IOException fault) {
    if (tally.broke() > BROKEN_MAX) {
      throw new IllegalStateException("more than " + BROKEN_MAX + " connections broke", fault);
    }
    try {
      connection.close();
      underWay -= idle.remove(connection) ? 0 : 1;
      idle.add(Connection.open(target, selector));
    } catch (IOException refused) {
      throw new IllegalStateException("the server takes no connection any more", refused);
    }
  }

  /** What is still out, and what never left, has been waited for since it was due. */
  private long giveUp() {
    long now = System.nanoTime();
    long unanswered = 0;
    for (SelectionKey key : selector.keys()) {
      Connection connection = (Connection) key.attachment();
      if (key.isValid() && !idle.contains(connection)) {
        tally.gaveUpAfter(now - connection.intendedNanos());
        unanswered++;
      }
    }
    for (; nextIsInSchedule(); sent++) {
      tally.gaveUpAfter(now - pace.dueNanos(sent, startedNanos));
      unanswered++;
    }
    return unanswered;
  }

  private void hangUp() throws IOException {
    for (SelectionKey key : selector.keys()) {
      ((Connection) key.attachment()).close();
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
