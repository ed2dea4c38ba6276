package io.penstock.load.torture.send;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.account.Book;
import io.penstock.load.torture.account.EventMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
      int eventsPerSecond,
      long seed) {
    double each = (double) eventsPerSecond / book.producers();
    for (int number = 0; number < book.producers(); number++) {
      var producer =
          new Producer(
              number,
              doors.get(number % doors.size()),
              maker,
              book,
              heard,
              probing,
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
