package io.penstock.load.torture.send;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.account.EventName;
import io.penstock.load.torture.send.Encores.Encore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Sends one request after the other over one connection, so that its keys have an order; each event
 * once, whatever becomes of it. Where repeats are wanted, they go through other doors.
 */
final class Producer implements Runnable {
  private static final int EVENTS_MAX = 12;

  /** Who has so much to send that this would be more requests sends more events at once. */
  private static final int REQUESTS_PER_SECOND = 5;

  private static final long KNOCK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

  private final int number;
  private final Line line;
  private final List<Line> others;
  private final EventMaker maker;
  private final Book book;
  private final Heard heard;
  private final Probing probing;
  private final Encores encores;
  private final double eventsPerSecond;
  private final int eventsMax;
  private final BooleanSupplier over;
  private final SplittableRandom random;
  private int next;
  private long dueNanos;

  /** The first of the lines is its own. */
  Producer(
      int number,
      List<Line> lines,
      EventMaker maker,
      Book book,
      Heard heard,
      Probing probing,
      Repeats repeats,
      double eventsPerSecond,
      BooleanSupplier over,
      long seed) {
    this.number = number;
    this.line = lines.getFirst();
    this.others = lines.subList(Math.min(1, lines.size() - 1), lines.size());
    this.maker = maker;
    this.book = book;
    this.heard = heard;
    this.probing = probing;
    this.encores = new Encores(repeats);
    this.eventsPerSecond = eventsPerSecond;
    this.eventsMax = Math.max(EVENTS_MAX, (int) (eventsPerSecond / REQUESTS_PER_SECOND));
    this.over = over;
    this.random = new SplittableRandom(seed + number);
  }

  /** The schedule does not wait for a slow answer, but what was missed is not made up for. */
  @Override
  public void run() {
    dueNanos = System.nanoTime();
    while (Pause.until(dueNanos, over)) {
      encores.next().ifPresentOrElse(this::sendAgain, this::sendNew);
    }
    line.hangUp();
    others.forEach(Line::hangUp);
  }

  private void sendNew() {
    int events = 1 + random.nextInt(eventsMax);
    if (mayPost(line, events)) {
      int first = next;
      post(line, Bodies.of(events, _ -> newEvent()), events)
          .ifPresent(kept -> book.acknowledged(number, first, events, kept.isSpooled()));
      encores.plan(first, events, random);
    }
  }

  private void sendAgain(Encore encore) {
    Line other = others.get(random.nextInt(others.size()));
    if (mayPost(other, encore.events())) {
      byte[] body = Bodies.of(encore.events(), at -> oldEvent(encore.first() + at));
      post(other, body, encore.events())
          .ifPresent(
              kept ->
                  book.acknowledgedAgain(
                      number, encore.first(), encore.events(), kept.isSpooled()));
    }
  }

  /** False where nobody listens; either way it is settled when the next is due. */
  private boolean mayPost(Line where, int events) {
    dueNanos = Math.max(System.nanoTime(), dueNanos + (long) (events * 1e9 / eventsPerSecond));
    if (where.isOpen()) {
      return true;
    }
    heard.unsent();
    dueNanos = System.nanoTime() + KNOCK_AGAIN_NANOS;
    return false;
  }

  private byte[] newEvent() {
    var name = new EventName(number, next++);
    byte[] event = maker.event(name);
    book.sent(number, maker.keyOf(name), event);
    return event;
  }

  private byte[] oldEvent(int sequence) {
    var name = new EventName(number, sequence);
    byte[] event = maker.event(name, encores.variant(random));
    book.sentAgain(name, event);
    return event;
  }

  private Optional<Heard.Verdict.Kept> post(Line where, byte[] body, int events) {
    try {
      return settle(heard.understand(where.post(body), events));
    } catch (IOException broken) {
      heard.broken(broken);
      where.hangUp();
      return Optional.empty();
    }
  }

  private Optional<Heard.Verdict.Kept> settle(Heard.Verdict verdict) {
    return switch (verdict) {
      case Heard.Verdict.Kept kept -> {
        if (!kept.isSpooled()) {
          probing.look(kept.receipt(), random, heard);
        }
        yield Optional.of(kept);
      }
      case Heard.Verdict.Unknown() -> Optional.empty();
    };
  }
}
