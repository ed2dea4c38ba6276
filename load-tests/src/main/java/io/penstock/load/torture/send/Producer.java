package io.penstock.load.torture.send;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.account.EventName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request after the other over one connection, so that its keys have an order; each event
 * once, whatever becomes of it.
 */
final class Producer implements Runnable {
  private static final int EVENTS_MAX = 12;
  private static final long KNOCK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

  private final int number;
  private final Door door;
  private final EventMaker maker;
  private final Book book;
  private final Heard heard;
  private final Probing probing;
  private final double eventsPerSecond;
  private final BooleanSupplier over;
  private final SplittableRandom random;
  private @Nullable DoorConnection connection;
  private int next;

  Producer(
      int number,
      Door door,
      EventMaker maker,
      Book book,
      Heard heard,
      Probing probing,
      double eventsPerSecond,
      BooleanSupplier over,
      long seed) {
    this.number = number;
    this.door = door;
    this.maker = maker;
    this.book = book;
    this.heard = heard;
    this.probing = probing;
    this.eventsPerSecond = eventsPerSecond;
    this.over = over;
    this.random = new SplittableRandom(seed + number);
  }

  /** The schedule does not wait for a slow answer, but what was missed is not made up for. */
  @Override
  public void run() {
    long due = System.nanoTime();
    while (Pause.until(due, over)) {
      int events = 1 + random.nextInt(EVENTS_MAX);
      due = Math.max(System.nanoTime(), due + (long) (events * 1e9 / eventsPerSecond));
      DoorConnection open = open();
      if (open == null) {
        heard.unsent();
        due = System.nanoTime() + KNOCK_AGAIN_NANOS;
      } else {
        send(open, events);
      }
    }
    hangUp();
  }

  private @Nullable DoorConnection open() {
    if (connection != null && connection.isUsable()) {
      return connection;
    }
    hangUp();
    try {
      connection = new DoorConnection(door);
    } catch (IOException nobodyThere) {
      return null;
    }
    return connection;
  }

  private void send(DoorConnection open, int events) {
    int first = next;
    byte[] body = body(events);
    try {
      settle(heard.understand(open.post(door.path(), door.key(), body), events), first, events);
    } catch (IOException broken) {
      heard.broken(broken);
      hangUp();
    }
  }

  private byte[] body(int events) {
    var body = new ByteArrayOutputStream();
    for (int i = 0; i < events; i++) {
      var name = new EventName(number, next++);
      byte[] event = maker.event(name);
      book.sent(number, maker.keyOf(name), event);
      body.write(i == 0 ? '[' : ',');
      body.writeBytes(event);
    }
    body.write(']');
    return body.toByteArray();
  }

  private void settle(Heard.Verdict verdict, int first, int events) {
    switch (verdict) {
      case Heard.Verdict.Kept(boolean isSpooled, String receipt) -> {
        book.acknowledged(number, first, events, isSpooled);
        if (!isSpooled) {
          probing.look(receipt, random, heard);
        }
      }
      case Heard.Verdict.Unknown() -> {}
    }
  }

  private void hangUp() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
