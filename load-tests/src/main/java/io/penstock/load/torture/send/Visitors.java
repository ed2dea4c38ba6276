package io.penstock.load.torture.send;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import java.util.List;

/** Lets visitors in: each a producer of the book, beside the senders. */
public record Visitors(Book book, EventMaker maker) {
  /** With a way to each of the doors. */
  public Visitor visitor(List<Door> doors) {
    return visitor(doors, 1);
  }

  /** Likewise; each request has so many events. */
  public Visitor visitor(List<Door> doors, int events) {
    return new Visitor(book.join(), doors.stream().map(Line::new).toList(), events, book, maker);
  }
}
