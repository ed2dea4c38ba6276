package io.penstock.load.numbered;

import io.penstock.client.Forwarder;
import io.penstock.client.ForwarderListener;
import io.penstock.client.ForwarderOptions;
import io.penstock.client.RejectedEvent;
import io.penstock.load.process.BenchFault;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends numbered events at a steady rate, through a few forwarders in turns, and keeps account of
 * what was not accepted.
 */
public final class SteadySender implements AutoCloseable {
  private static final long TICK_NANOS = 5_000_000;
  private static final int FORWARDERS = 4;
  private static final int IN_A_ROW = 50;
  private static final int REASON_CHARACTERS_MAX = 100;
  private static final Duration ROOM_MAX = Duration.ofMillis(100);

  private final List<Forwarder> forwarders;
  private final NumberedEvents events;
  private final int rate;
  private final long first;
  private final Thread thread = Thread.ofPlatform().daemon().name("sender").unstarted(this::run);
  private final LongAdder accepted = new LongAdder();
  private final BitSet refused = new BitSet();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private volatile long next;
  private volatile boolean over;

  private SteadySender(
      String target,
      String key,
      ForwarderOptions options,
      NumberedEvents events,
      int rate,
      long first) {
    this.forwarders =
        IntStream.range(0, FORWARDERS)
            .mapToObj(
                _ ->
                    Forwarder.to(target, key)
                        .plaintext()
                        .options(options)
                        .listener(new Account())
                        .build())
            .toList();
    this.events = events;
    this.rate = rate;
    this.first = first;
    this.next = first;
  }

  /** So many events a second, from this number on. */
  public static SteadySender start(
      String target,
      String key,
      ForwarderOptions options,
      NumberedEvents events,
      int rate,
      long first) {
    var sender = new SteadySender(target, key, options, events, rate, first);
    sender.thread.start();
    return sender;
  }

  private final class Account implements ForwarderListener {
    @Override
    public void delivered(int events, String receipt) {
      accepted.add(events);
    }

    @Override
    public void rejected(RejectedEvent event) {
      failed(List.of(event.event()), event.code());
    }

    @Override
    public void failed(List<byte[]> events, String reason) {
      String brief = reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS_MAX));
      synchronized (refused) {
        events.forEach(event -> refused.set(NumberedEvents.number(event)));
        reasons.merge(brief, events.size(), Integer::sum);
      }
    }
  }

  /** A fixed schedule: what the server did not let through in time is sent as soon as it does. */
  private void run() {
    long began = System.nanoTime();
    try {
      while (!over) {
        LockSupport.parkNanos(TICK_NANOS);
        long due = first + (long) ((System.nanoTime() - began) / 1e9 * rate);
        while (next < due && !over) {
          offer(next);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes it
  private void offer(long number) throws InterruptedException {
    byte[] event = events.event(number);
    Forwarder forwarder = forwarders.get((int) (number / IN_A_ROW % FORWARDERS));
    while (!forwarder.offer(event, ROOM_MAX)) {
      if (over) {
        return;
      }
    }
    next = number + 1;
  }

  /** Events whose acceptance was answered so far. */
  public long accepted() {
    return accepted.sum();
  }

  /** Events of requests that were not, after every attempt. */
  public long refused() {
    synchronized (refused) {
      return refused.cardinality();
    }
  }

  /** Why, with the number of events. */
  public Map<String, Integer> reasons() {
    synchronized (refused) {
      return Map.copyOf(reasons);
    }
  }

  /** Offers no more, and settles what was offered; what has no answer in time counts as refused. */
  public Sent finish(Duration max) {
    over = true;
    try {
      thread.join();
      for (Forwarder forwarder : forwarders) {
        forwarder.close(max);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the senders were to finish");
    }
    synchronized (refused) {
      return new Sent(first, next, (BitSet) refused.clone(), accepted.sum());
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
    forwarders.forEach(
        forwarder -> {
          try {
            forwarder.close(Duration.ZERO);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
