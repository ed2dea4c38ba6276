package io.penstock.sink.duckdb;

import io.penstock.sink.SinkFault;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One platform thread for native calls, which ends when nothing was asked of it for a while. */
final class NativeThread {
  private final ThreadPoolExecutor executor;

  NativeThread(String name) {
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
  <T> T run(Callable<T> call) {
    try {
      return executor.submit(call).get();
    } catch (ExecutionException failed) {
      throw faultOf(failed.getCause() == null ? failed : failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SinkFault("interrupted", interrupted);
    }
  }

  private static RuntimeException faultOf(Throwable cause) {
    return switch (cause) {
      case SinkFault fault -> fault;
      case SQLException fault -> new SinkFault("DuckDB: " + fault.getMessage(), fault);
      case RuntimeException ours -> ours;
      default -> new SinkFault(String.valueOf(cause), cause);
    };
  }
}
