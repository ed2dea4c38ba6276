package io.penstock.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Send all requests of a run, each sender over a connection of its own, as fast as is answered. */
final class Senders {
  private static final int PROGRESS = 50_000;

  private final Dose dose;
  private final int port;
  private final Tally tally;
  private final AtomicInteger next = new AtomicInteger();
  private volatile @Nullable Throwable fault;

  Senders(Dose dose, int port, Tally tally) {
    this.dose = dose;
    this.port = port;
    this.tally = tally;
  }

  void send() {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < dose.connections(); i++) {
      senders.add(Thread.ofPlatform().name("sender-" + i).start(this::work));
    }
    try {
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    if (fault != null) {
      throw new AssertionError("a sender gave up", fault);
    }
  }

  private void work() {
    var grammar = new Grammar(dose.seed());
    var connection = Connection.open(port);
    try {
      for (int number = next(); number < dose.requests() && fault == null; number = next()) {
        if (connection.isOver()) {
          connection.close();
          connection = Connection.open(port);
        }
        send(grammar.request(number), connection);
      }
    } catch (RuntimeException | Error unexpected) {
      fault = unexpected;
    } finally {
      connection.close();
    }
  }

  private int next() {
    int number = next.getAndIncrement();
    if (number % PROGRESS == 0 && number > 0 && number < dose.requests()) {
      System.err.printf("%,d of %,d requests%n", number, dose.requests());
    }
    return number;
  }

  private void send(Request request, Connection connection) {
    Reply reply = connection.exchange(request);
    tally.note(request, reply, Contract.judge(request, reply));
  }
}
