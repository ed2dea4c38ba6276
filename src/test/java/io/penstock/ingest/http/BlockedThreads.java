package io.penstock.ingest.http;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Listens to what Vert.x says of threads that are blocked, from the start to the close. */
final class BlockedThreads extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  /** The logger is still called so, though the class has moved to another package. */
  private final Logger checker =
      (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final CountDownLatch warned = new CountDownLatch(1);

  BlockedThreads() {
    start();
    checker.addAppender(this);
  }

  List<String> warnings() {
    return warnings;
  }

  boolean awaitWarning(long seconds) throws InterruptedException {
    return warned.await(seconds, TimeUnit.SECONDS);
  }

  @Override
  protected void append(ILoggingEvent event) {
    warnings.add(event.getFormattedMessage());
    warned.countDown();
  }

  @Override
  public void close() {
    checker.detachAppender(this);
  }
}
