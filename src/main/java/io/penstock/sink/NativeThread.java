package io.penstock.sink;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One platform thread for native calls, which ends when nothing was asked of it for a while. */
public final class NativeThread {
  private final String destination;
  private final ThreadPoolExecutor executor;

  /** The destination is named in what is thrown. */
  public NativeThread(String name, String destination) {
    this.destination = destination;
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs a call there and waits for it.
   *
   * @throws SinkFault where the call fails
   */
  public <T> T run(Callable<T> call) {
    try {
      return executor.submit(call).get();
    } catch (ExecutionException failed) {
      throw faultOf(failed.getCause() == null ? failed : failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SinkFault("interrupted", interrupted);
    }
  }

  private RuntimeException faultOf(Throwable cause) {
    return switch (cause) {
      case RuntimeException ours -> ours;
      case Exception fault -> new SinkFault(destination + ": " + fault.getMessage(), fault);
      default -> new SinkFault(String.valueOf(cause), cause);
    };
  }
}
