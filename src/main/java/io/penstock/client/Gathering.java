package io.penstock.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events between the program that offers them and the threads that send them, no more than fit.
 * What was taken as a batch counts until it is settled. Safe for all threads.
 */
final class Gathering {
  private final ForwarderOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ripe = lock.newCondition();
  private final Condition settled = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Batch> inFlight = new ArrayList<>();
  private long waitingBytes;
  private long waitingMessageBytes;
  private long heldBytes;
  private long offered;
  private long flushTo;
  private boolean closed;

  Gathering(ForwarderOptions options) {
    this.options = options;
  }

  private record Waiting(byte[] event, long sinceNanos) {}

  /**
   * Takes an event, as soon as there is room for it; answers false where there is none in time.
   *
   * @throws IllegalStateException where it is closed
   */
  boolean offer(byte[] event, long waitNanosMax) throws InterruptedException {
    lock.lock();
    try {
      long left = waitNanosMax;
      while (!isRoomFor(event)) {
        sendNow();
        if (left <= 0) {
          return false;
        }
        left = settled.awaitNanos(left);
      }
      add(event);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isRoomFor(byte[] event) {
    if (closed) {
      throw new IllegalStateException("the forwarder is closed");
    }
    return heldBytes + event.length <= options.bufferBytesMax()
        && eventsHeldNow() < options.bufferEventsMax();
  }

  /** What waits for more to come with it would wait in vain: there is no room for more. */
  private void sendNow() {
    flushTo = offered;
    ripe.signal();
  }

  private void add(byte[] event) {
    waiting.add(new Waiting(event, System.nanoTime()));
    waitingBytes += event.length;
    waitingMessageBytes += Batch.bytesOf(event);
    heldBytes += event.length;
    offered++;
    if (waiting.size() == 1 || isFull()) {
      ripe.signal();
    }
  }

  /** The next batch, when it is ripe; empty when it is closed and nothing is left. */
  Optional<Batch> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long ripeIn = ripeInNanos(System.nanoTime());
      while (ripeIn > 0) {
        if (closed && waiting.isEmpty()) {
          return Optional.empty();
        }
        ripe.awaitNanos(ripeIn);
        ripeIn = ripeInNanos(System.nanoTime());
      }
      return Optional.of(next());
    } finally {
      lock.unlock();
    }
  }

  /** How long until what waits is to be sent; without end where nothing waits. */
  private long ripeInNanos(long now) {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    boolean wanted = closed || firstWaiting() < flushTo;
    return wanted || isFull()
        ? 0
        : options.linger().toNanos() - (now - waiting.peek().sinceNanos());
  }

  private boolean isFull() {
    return waiting.size() >= options.batchEventsMax()
        || Batch.HEAD_BYTES + waitingMessageBytes >= options.batchBytesMax();
  }

  private long firstWaiting() {
    return offered - waiting.size();
  }

  /** One event at least, however large. */
  private Batch next() {
    long from = firstWaiting();
    List<byte[]> events = new ArrayList<>();
    long bytes = 0;
    long messageBytes = Batch.HEAD_BYTES;
    while (!waiting.isEmpty() && events.size() < options.batchEventsMax()) {
      byte[] event = waiting.peek().event();
      messageBytes += Batch.bytesOf(event);
      if (!events.isEmpty() && messageBytes > options.batchBytesMax()) {
        break;
      }
      events.add(waiting.remove().event());
      bytes += event.length;
      waitingMessageBytes -= Batch.bytesOf(event);
    }
    waitingBytes -= bytes;
    Batch batch = Batch.of(events, bytes, from);
    inFlight.add(batch);
    ripe.signal();
    return batch;
  }

  /** Nobody needs the batch any more. */
  void settle(Batch batch) {
    lock.lock();
    try {
      inFlight.remove(batch);
      heldBytes -= batch.bytes();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has all that was offered sent now; answers whether it is settled in time. */
  boolean flush(long waitNanosMax) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long to = offered;
      flushTo = Math.max(flushTo, to);
      ripe.signalAll();
      long left = waitNanosMax;
      while (firstUnsettled() < to && left > 0) {
        left = settled.awaitNanos(left);
      }
      return firstUnsettled() >= to;
    } finally {
      lock.unlock();
    }
  }

  private long firstUnsettled() {
    return inFlight.stream().mapToLong(Batch::from).min().orElse(firstWaiting());
  }

  /** Takes nothing new; what is left is to be sent now. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ripe.signalAll();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What still waits, for whoever gives it up. */
  List<byte[]> drain() {
    lock.lock();
    try {
      List<byte[]> left = waiting.stream().map(Waiting::event).toList();
      heldBytes -= waitingBytes;
      waitingBytes = 0;
      waitingMessageBytes = 0;
      waiting.clear();
      settled.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  int eventsHeld() {
    lock.lock();
    try {
      return eventsHeldNow();
    } finally {
      lock.unlock();
    }
  }

  private int eventsHeldNow() {
    return waiting.size() + inFlight.stream().mapToInt(batch -> batch.events().size()).sum();
  }

  long bytesHeld() {
    lock.lock();
    try {
      return heldBytes;
    } finally {
      lock.unlock();
    }
  }
}
