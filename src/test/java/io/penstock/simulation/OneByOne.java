package io.penstock.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor of one thread that does the next task when somebody says so. */
final class OneByOne extends AbstractExecutorService {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean isShutdown;

  @Override
  public void execute(Runnable task) {
    if (isShutdown) {
      throw new RejectedExecutionException("nothing is taken after the end");
    }
    tasks.add(task);
  }

  /** Who submits something waits for it. */
  @Override
  public <T> Future<T> submit(Callable<T> task) {
    Future<T> future = super.submit(task);
    doAll();
    return future;
  }

  @Override
  public Future<?> submit(Runnable task) {
    Future<?> future = super.submit(task);
    doAll();
    return future;
  }

  void doNext() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
  }

  private void doAll() {
    while (!tasks.isEmpty()) {
      doNext();
    }
  }

  @Override
  public void shutdown() {
    isShutdown = true;
    doAll();
  }

  @Override
  public List<Runnable> shutdownNow() {
    isShutdown = true;
    List<Runnable> left = List.copyOf(tasks);
    tasks.clear();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return isShutdown;
  }

  @Override
  public boolean isTerminated() {
    return isShutdown && tasks.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }
}
