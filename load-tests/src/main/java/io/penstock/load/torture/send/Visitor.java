package io.penstock.load.torture.send;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import io.penstock.load.torture.account.EventName;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Sends events one by one, through whichever door and as whoever its user says, and books what is
 * taken. An event that was refused is the next one again, so that it shows if it was kept all the
 * same. For one thread.
 */
public final class Visitor implements AutoCloseable {
  private static final int TAKEN = 202;

  /** Statuses after which an event is certainly not kept. */
  private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 409, 429);

  private final int number;
  private final List<Line> lines;
  private final Book book;
  private final EventMaker maker;
  private int sequence = -1;
  private boolean isInHand;

  Visitor(int number, List<Line> lines, Book book, EventMaker maker) {
    this.number = number;
    this.lines = lines;
    this.book = book;
    this.maker = maker;
  }

  public int doors() {
    return lines.size();
  }

  /** Doors are counted from 0. */
  public Reply send(int door, Credential credential) {
    byte[] body = inHand();
    var sent = new Reply.Sent(sequence, credential.lines(body));
    Reply reply = post(door, sent, body);
    if (reply instanceof Reply.Taken(Reply.Sent _, boolean isSpooled)) {
      book.acknowledged(number, sequence, 1, isSpooled);
    }
    isInHand = reply instanceof Reply.Refused(int status, String _) && NOT_KEPT.contains(status);
    return reply;
  }

  private byte[] inHand() {
    if (isInHand) {
      return body(sequence);
    }
    var name = new EventName(number, ++sequence);
    byte[] body = maker.event(name);
    book.sent(number, maker.keyOf(name), body);
    return body;
  }

  private byte[] body(int which) {
    return maker.event(new EventName(number, which));
  }

  /** The same bytes and the same head once more. */
  public Reply sendAgain(int door, Reply.Sent sent) {
    byte[] body = body(sent.sequence());
    book.sentAgain(new EventName(number, sent.sequence()), body);
    Reply reply = post(door, sent, body);
    if (reply instanceof Reply.Taken(Reply.Sent _, boolean isSpooled)) {
      book.acknowledgedAgain(number, sent.sequence(), 1, isSpooled);
    }
    return reply;
  }

  private Reply post(int door, Reply.Sent sent, byte[] body) {
    Line line = lines.get(door);
    if (!line.isOpen()) {
      return new Reply.Unheard();
    }
    try {
      return understand(line.post(body, sent.lines()), sent);
    } catch (IOException broken) {
      line.hangUp();
      return new Reply.Unheard();
    }
  }

  private static Reply understand(HttpAnswer answer, Reply.Sent sent) {
    var said = new JsonObject(answer.body());
    return answer.status() == TAKEN
        ? new Reply.Taken(sent, "spool".equals(said.getString("durability")))
        : new Reply.Refused(answer.status(), said.getString("code", ""));
  }

  @Override
  public void close() {
    lines.forEach(Line::hangUp);
  }
}
