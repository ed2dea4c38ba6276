package io.penstock.load.torture.send;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.account.EventName;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Sends request after request through whichever door and as whoever its user says, and books what
 * is taken. What was refused is the next request again, so that it shows if it was kept all the
 * same. For one thread.
 */
public final class Visitor implements AutoCloseable {
  private static final int TAKEN = 202;

  /** Statuses after which the events are certainly not kept. */
  private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 409, 429);

  private final int number;
  private final List<Line> lines;
  private final int events;
  private final Book book;
  private final EventMaker maker;
  private int next;
  private int first;
  private byte[] body = {};
  private boolean isInHand;

  /** Each request has so many events. */
  Visitor(int number, List<Line> lines, int events, Book book, EventMaker maker) {
    this.number = number;
    this.lines = lines;
    this.events = events;
    this.book = book;
    this.maker = maker;
  }

  public int doors() {
    return lines.size();
  }

  /** Doors are counted from 0. */
  public Reply send(int door, Credential credential) {
    if (!isInHand) {
      takeInHand();
    }
    Reply reply = post(door, new Reply.Sent(first, credential.lines(body)), body);
    if (reply instanceof Reply.Taken(Reply.Sent _, boolean isSpooled)) {
      book.acknowledged(number, first, events, isSpooled);
    }
    isInHand = reply instanceof Reply.Refused(int status, String _) && NOT_KEPT.contains(status);
    return reply;
  }

  private void takeInHand() {
    first = next;
    next += events;
    body = Bodies.of(events, at -> newEvent(new EventName(number, first + at)));
  }

  private byte[] newEvent(EventName name) {
    byte[] event = maker.event(name);
    book.sent(number, maker.keyOf(name), event);
    return event;
  }

  /** The same bytes and the same head once more. */
  public Reply sendAgain(int door, Reply.Sent sent) {
    byte[] again = Bodies.of(events, at -> oldEvent(new EventName(number, sent.first() + at)));
    Reply reply = post(door, sent, again);
    if (reply instanceof Reply.Taken(Reply.Sent _, boolean isSpooled)) {
      book.acknowledgedAgain(number, sent.first(), events, isSpooled);
    }
    return reply;
  }

  private byte[] oldEvent(EventName name) {
    byte[] event = maker.event(name);
    book.sentAgain(name, event);
    return event;
  }

  private Reply post(int door, Reply.Sent sent, byte[] bytes) {
    Line line = lines.get(door);
    if (!line.isOpen()) {
      return new Reply.Unheard();
    }
    try {
      return understand(line.post(bytes, sent.lines()), sent);
    } catch (IOException broken) {
      line.hangUp();
      return new Reply.Unheard();
    }
  }

  private static Reply understand(HttpAnswer answer, Reply.Sent sent) {
    return answer.status() == TAKEN
        ? new Reply.Taken(sent, "spool".equals(member(answer, "durability")))
        : new Reply.Refused(answer.status(), member(answer, "code"));
  }

  /** Empty also where the answer is no JSON, and so perhaps not the node's. */
  private static String member(HttpAnswer answer, String name) {
    try {
      return new JsonObject(answer.body()).getString(name, "");
    } catch (DecodeException noJson) {
      return "";
    }
  }

  @Override
  public void close() {
    lines.forEach(Line::hangUp);
  }
}
