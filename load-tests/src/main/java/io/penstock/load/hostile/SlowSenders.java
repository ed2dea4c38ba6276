package io.penstock.load.hostile;

import io.penstock.load.http.HttpTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Holds many connections open from one thread, each with a byte every ten seconds, half of them in
 * a request's head and half in its body. Who is cut comes again until the time is over.
 */
public final class SlowSenders {
  private static final long BETWEEN_BYTES_NANOS = Duration.ofSeconds(10).toNanos();

  /** After the time is over; who is still there then was not cut. */
  private static final long STAY_NANOS_MAX = Duration.ofSeconds(35).toNanos();

  private static final long SELECT_MILLIS_MAX = 50;

  /** A byte that is due; all wait equally long, so the last that sent stands last. */
  private record Due(Trickle trickle, long atNanos) {}

  private final HttpTarget target;
  private final Selector selector;
  private final Queue<Due> due = new ArrayDeque<>();
  private final List<SlowCut> cuts = new ArrayList<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(16 << 10);
  private final long endNanos;

  private SlowSenders(HttpTarget target, Selector selector, long endNanos) {
    this.target = target;
    this.selector = selector;
    this.endNanos = endNanos;
  }

  /** What became of every connection. */
  public static List<SlowCut> run(HttpTarget target, int connections, Duration duration)
      throws IOException {
    try (Selector selector = Selector.open()) {
      SlowSenders senders =
          new SlowSenders(target, selector, System.nanoTime() + duration.toNanos());
      senders.run(connections);
      return senders.cuts;
    }
  }

  private void run(int connections) throws IOException {
    for (int n = 0; n < connections; n++) {
      open(n % 2 == 0 ? Part.HEAD : Part.BODY);
    }
    while (!selector.keys().isEmpty() && System.nanoTime() < endNanos + STAY_NANOS_MAX) {
      selector.select(this::attend, SELECT_MILLIS_MAX);
      sendWhatIsDue();
    }
    for (SelectionKey left : selector.keys()) {
      end((Trickle) left.attachment());
    }
  }

  private void open(Part part) throws IOException {
    waitInLine(Trickle.open(target, part, selector));
  }

  private void waitInLine(Trickle trickle) {
    due.add(new Due(trickle, System.nanoTime() + BETWEEN_BYTES_NANOS));
  }

  private void sendWhatIsDue() {
    while (!due.isEmpty() && due.element().atNanos() <= System.nanoTime()) {
      Trickle trickle = due.remove().trickle();
      if (trickle.isOpen()) {
        send(trickle);
      }
    }
  }

  private void send(Trickle trickle) {
    try {
      trickle.sendByte();
      waitInLine(trickle);
    } catch (IOException cut) {
      endAndComeAgain(trickle);
    }
  }

  private void attend(SelectionKey key) {
    Trickle trickle = (Trickle) key.attachment();
    try {
      if (!trickle.read(scratch)) {
        endAndComeAgain(trickle);
      }
    } catch (IOException cut) {
      endAndComeAgain(trickle);
    }
  }

  private void endAndComeAgain(Trickle trickle) {
    end(trickle);
    if (System.nanoTime() < endNanos) {
      try {
        open(trickle.part());
      } catch (IOException refused) {
        throw new IllegalStateException("the server takes no connection any more", refused);
      }
    }
  }

  private void end(Trickle trickle) {
    cuts.add(trickle.cut());
    try {
      trickle.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
