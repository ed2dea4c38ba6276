package io.penstock.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or Ctrl-C. The first asks the program to stop in order, the second ends it
 * where it is. The JVM's own shutdown hooks cannot tell the two apart; {@code sun.misc.Signal} can,
 * and is reached by reflection because javac warns of every mention of it.
 */
final class StopSignal {
  private static final int KILLED_BY_SIGNAL = 130;

  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal install() {
    var stop = new StopSignal();
    try {
      stop.handle("TERM");
      stop.handle("INT");
    } catch (ReflectiveOperationException missing) {
      Runtime.getRuntime().addShutdownHook(new Thread(stop::heard));
    }
    return stop;
  }

  /**
   * Whoever holds the other end asks by letting go of it, and cannot die without asking. It never
   * counts as the second signal.
   */
  void comesAtTheEndOf(InputStream held) {
    Thread.ofPlatform().daemon().name("stop-at-end").start(() -> read(held));
  }

  private void read(InputStream held) {
    try {
      held.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // as good as its end
    }
    asked.countDown();
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler onSignal =
        (proxy, method, arguments) -> {
          heard();
          return null;
        };
    Object proxy =
        Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, onSignal);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }

  private void heard() {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(KILLED_BY_SIGNAL);
    }
    asked.countDown();
  }

  /** Returns when the first signal came. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
