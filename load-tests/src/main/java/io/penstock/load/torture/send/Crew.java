package io.penstock.load.torture.send;

import io.penstock.load.process.BenchFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that work until all of them are to end; what one throws comes out then. */
public final class Crew implements AutoCloseable {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private volatile boolean over;

  public void start(String name, Runnable work) {
    threads.add(
        Thread.ofVirtual()
            .name(name)
            .uncaughtExceptionHandler((_, thrown) -> fault.set(thrown))
            .start(work));
  }

  /** Does it at once and then at this distance, or as often as it can be done. */
  public void startEvery(Duration distance, String name, Runnable work) {
    start(
        name,
        () -> {
          for (long next = System.nanoTime();
              Pause.until(next, this::isOver);
              next = Math.max(System.nanoTime(), next + distance.toNanos())) {
            work.run();
          }
        });
  }

  public boolean isOver() {
    return over;
  }

  /** Returns when each has come to its end. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while " + threads.size() + " threads end");
    }
    Throwable thrown = fault.get();
    if (thrown != null) {
      throw new BenchFault("a sender gave up", thrown);
    }
  }
}
