package io.penstock.load.hostile;

import io.penstock.load.http.Connection;
import io.penstock.load.http.HttpTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/** Sends one bomb again and again, so many at a time, each on a connection of its own. */
public final class BombSender {
  private static final long WAIT_NANOS_MAX = Duration.ofSeconds(15).toNanos();
  private static final long SELECT_MILLIS_MAX = 100;

  private final HttpTarget target;
  private final Bomb bomb;
  private final Selector selector;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
  private final Harm harm;
  private int underWay;

  private BombSender(HttpTarget target, Bomb bomb, Selector selector) {
    this.target = target;
    this.bomb = bomb;
    this.selector = selector;
    this.harm = new Harm(bomb.name(), bomb.request().remaining());
  }

  /** Waits a bounded time for what the server makes of them. */
  public static Harm send(HttpTarget target, Bomb bomb, int times, int atOnce) throws IOException {
    try (Selector selector = Selector.open()) {
      BombSender sender = new BombSender(target, bomb, selector);
      sender.send(times, atOnce);
      return sender.harm;
    }
  }

  private void send(int times, int atOnce) throws IOException {
    long end = System.nanoTime() + WAIT_NANOS_MAX;
    for (int begun = 0; begun < times || underWay > 0; ) {
      if (System.nanoTime() > end) {
        giveUp(times - begun);
        return;
      }
      for (; begun < times && underWay < atOnce; begun++) {
        begin();
      }
      selector.select(this::attend, SELECT_MILLIS_MAX);
    }
  }

  private void begin() throws IOException {
    long began = System.nanoTime();
    underWay++;
    Connection.open(target, selector).send(bomb.request(), began);
  }

  /** An answer may come long before all was sent. */
  private void attend(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (isAnswered(key, connection)) {
        harm.answered(connection.status(), System.nanoTime() - connection.intendedNanos());
        end(connection);
      }
    } catch (IOException closed) {
      harm.closed(System.nanoTime() - connection.intendedNanos());
      end(connection);
    }
  }

  private boolean isAnswered(SelectionKey key, Connection connection) throws IOException {
    if (key.isReadable() && connection.read(scratch)) {
      return true;
    }
    if (key.isWritable()) {
      try {
        connection.write();
      } catch (IOException deaf) {
        return connection.read(scratch); // what it said before it hung up
      }
    }
    return false;
  }

  private void end(Connection connection) {
    underWay--;
    close(connection);
  }

  private void giveUp(int unsent) {
    harm.unanswered(underWay + unsent);
    selector.keys().forEach(key -> close((Connection) key.attachment()));
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
