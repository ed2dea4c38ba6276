package io.penstock.ingest.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Lets large bodies in as long as they fit into a share of the credit, so that small ones always
 * find the rest of it. Who finds no room waits, first come first served, while the sender's bytes
 * stay in the network. One for each event loop, and used there alone.
 */
final class LargeBodies {
  /** From so many bytes on a body is large: most requests come in a few reads and are not. */
  static final int BYTES_MIN = 256 << 10;

  private final Vertx vertx;
  private final long bytesMax;
  private final Duration waitMax;
  private final Deque<Ticket> waiting = new ArrayDeque<>();
  private long bytes;

  /** There is room for one body always, so that {@code bytesMax} is not less than the largest. */
  LargeBodies(Vertx vertx, long bytesMax, Duration waitMax) {
    this.vertx = vertx;
    this.bytesMax = bytesMax;
    this.waitMax = waitMax;
  }

  /**
   * A place for a body of so many bytes. Once it has {@linkplain Ticket#queue queued}, {@code
   * entered} hears of it, at once or later: true with room, false after {@code waitMax} without.
   */
  Ticket ticket(long wanted, Consumer<Boolean> entered) {
    return new Ticket(wanted, entered);
  }

  private boolean fits(Ticket ticket) {
    return bytes + ticket.wanted <= bytesMax;
  }

  private void letIn() {
    while (!waiting.isEmpty() && fits(waiting.peek())) {
      Ticket next = waiting.remove();
      vertx.cancelTimer(next.timer);
      next.enter();
    }
  }

  /** One body's place, inside or in the queue. */
  final class Ticket {
    private final long wanted;
    private final Consumer<Boolean> entered;
    private boolean inside;
    private long timer;

    private Ticket(long wanted, Consumer<Boolean> entered) {
      this.wanted = wanted;
      this.entered = entered;
    }

    void queue() {
      if (waiting.isEmpty() && fits(this)) {
        enter();
      } else {
        waiting.add(this);
        timer = vertx.setTimer(waitMax.toMillis(), tooLong -> giveUp());
      }
    }

    private void enter() {
      inside = true;
      bytes += wanted;
      entered.accept(true);
    }

    private void giveUp() {
      waiting.remove(this);
      entered.accept(false);
      letIn();
    }

    /** The body needs its room no more, or nobody waits for it any longer. */
    void leave() {
      if (inside) {
        inside = false;
        bytes -= wanted;
      } else if (waiting.remove(this)) {
        vertx.cancelTimer(timer);
      }
      letIn();
    }
  }
}
