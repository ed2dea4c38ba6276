package io.penstock.load.torture.send;

import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All producers of a book, spread over the doors, each on a thread of its own, at one rate. */
public final class Senders implements AutoCloseable {
  private final Crew crew = new Crew();
  private final List<Producer> producers = new ArrayList<>();

  public Senders(
      List<Door> doors,
      EventMaker maker,
      Book book,
      Heard heard,
      Probing probing,
      Repeats repeats,
      int eventsPerSecond,
      long seed) {
    int count = book.producers();
    double each = (double) eventsPerSecond / count;
    for (int number = 0; number < count; number++) {
      producers.add(
          new Producer(
              number,
              lines(doors, number),
              maker,
              book,
              heard,
              probing,
              repeats,
              each,
              crew::isOver,
              seed));
    }
  }

  /** Its own first. */
  private static List<Line> lines(List<Door> doors, int producer) {
    return IntStream.range(0, doors.size())
        .mapToObj(at -> new Line(doors.get((producer + at) % doors.size())))
        .toList();
  }

  public void start() {
    for (int number = 0; number < producers.size(); number++) {
      crew.start("producer-" + number, producers.get(number));
    }
  }

  /** Returns when the last answer has come, or its time is up. */
  @Override
  public void close() {
    crew.close();
  }
}
