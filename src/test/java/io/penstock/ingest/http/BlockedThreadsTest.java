package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That no thread was blocked means something only where one that is would be seen. */
class BlockedThreadsTest {
  private final VertxOptions impatient =
      new VertxOptions()
          .setBlockedThreadCheckInterval(10)
          .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
          .setMaxEventLoopExecuteTime(20)
          .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS);

  @Test
  void anEventLoopThatIsBlockedIsSeen() throws Exception {
    Vertx vertx = Vertx.vertx(impatient);
    var release = new CountDownLatch(1);
    try (var blocked = new BlockedThreads()) {
      vertx.runOnContext(go -> awaitQuietly(release));

      assertThat(blocked.awaitWarning(10)).isTrue();
      assertThat(blocked.warnings().getFirst()).contains("has been blocked for");
    } finally {
      release.countDown();
      vertx.close().await();
    }
  }

  private static void awaitQuietly(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
