package io.penstock.load.torture.send;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All producers of a book, spread over the doors, each on a thread of its own, at one rate. */
public final class Senders implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private volatile boolean over;

  public Senders(
      List<Door> doors,
      EventMaker maker,
      Book book,
      Heard heard,
      Probing probing,
      Repeats repeats,
      int eventsPerSecond,
      long seed) {
    double each = (double) eventsPerSecond / book.producers();
    for (int number = 0; number < book.producers(); number++) {
      var producer =
          new Producer(
              number,
              lines(doors, number),
              maker,
              book,
              heard,
              probing,
              repeats,
              each,
              () -> over,
              seed);
      threads.add(
          Thread.ofVirtual()
              .name("producer-" + number)
              .uncaughtExceptionHandler((_, thrown) -> fault.set(thrown))
              .unstarted(producer));
    }
  }

  /** Its own first. */
  private static List<Line> lines(List<Door> doors, int producer) {
    return IntStream.range(0, doors.size())
        .mapToObj(at -> new Line(doors.get((producer + at) % doors.size())))
        .toList();
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  /** Returns when the last answer has come, or its time is up. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the senders end");
    }
    Throwable thrown = fault.get();
    if (thrown != null) {
      throw new BenchFault("a sender gave up", thrown);
    }
  }
}
