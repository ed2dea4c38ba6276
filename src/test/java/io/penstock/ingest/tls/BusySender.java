package io.penstock.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends one event after the other, all the time, and counts what it hears. */
final class BusySender implements AutoCloseable {
  private static final long PAUSE_MILLIS = 5;
  private static final int A_FEW = 20;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<Heard, Integer> heard = new ConcurrentHashMap<>();
  private final Runnable end;

  private BusySender(Supplier<Heard> sending, Runnable end) {
    this.end = end;
    var _ =
        thread.scheduleWithFixedDelay(
            () -> heard.merge(sending.get(), 1, Integer::sum),
            0,
            PAUSE_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Over the connection that this one keeps. */
  BusySender(TlsSender kept) {
    this(() -> kept.send(TestNode.KEY), kept::close);
  }

  /** Over a new connection each time. */
  BusySender(Supplier<TlsSender> fresh) {
    this(
        () -> {
          try (TlsSender once = fresh.get()) {
            return once.send(TestNode.KEY);
          }
        },
        () -> {});
  }

  /** Nothing was refused until now, nor are the next ones. */
  void assertAllTaken() {
    int before = taken();
    Eventually.holds("it goes on sending", SOON, () -> taken() > before + A_FEW || !isFine());
    assertThat(heard).containsOnlyKeys(Heard.TAKEN);
  }

  private int taken() {
    return heard.getOrDefault(Heard.TAKEN, 0);
  }

  private boolean isFine() {
    return heard.keySet().stream().allMatch(Heard.TAKEN::equals);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      assertThat(thread.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    end.run();
  }
}
