package io.penstock.sink;

import io.penstock.sink.Outcome.Cause;
import io.penstock.sink.Outcome.Hold;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's circuit breaker; all instances of a sink on this node share one, so that one of them
 * tries a sink that was held, for all.
 */
public final class BreakerCircuit implements Circuit {
  /** No sink asks to be left alone for less. */
  private static final Duration OPEN_FOR = Duration.ofMillis(500);

  /** A write bounds itself: what it answers late must not be taken for nothing. */
  private static final int NO_TIMEOUT = -1;

  /** The way of a hold through the breaker, which counts only what fails. */
  private static final class Held extends RuntimeException {
    private final transient Hold hold;

    Held(Hold hold) {
      super(hold.reason(), null, false, false);
      this.hold = hold;
    }
  }

  private final CircuitBreaker breaker;

  public BreakerCircuit(Vertx vertx, String sink) {
    this.breaker =
        CircuitBreaker.create(
            "sink " + sink,
            vertx,
            new CircuitBreakerOptions()
                .setMaxFailures(1)
                .setMaxRetries(0)
                .setTimeout(NO_TIMEOUT)
                .setNotificationPeriod(0)
                .setResetTimeout(OPEN_FOR.toMillis()));
  }

  /**
   * Runs the write on the thread that calls. Not on a context of Vert.x: the breaker answers on one
   * while this thread waits.
   */
  @Override
  public Outcome around(Supplier<Outcome> write) {
    try {
      return breaker
          .execute(() -> future(write.get()))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException failed) {
      return outcomeOf(failed.getCause());
    }
  }

  private static Future<Outcome> future(Outcome outcome) {
    return outcome instanceof Hold hold
        ? Future.failedFuture(new Held(hold))
        : Future.succeededFuture(outcome);
  }

  private static Outcome outcomeOf(@Nullable Throwable fault) {
    return switch (fault) {
      case Held held -> held.hold;
      case OpenCircuitException open ->
          new Hold(Cause.CAPACITY, "another instance tries whether the sink is back", OPEN_FOR);
      case RuntimeException ours -> throw ours;
      case Error ours -> throw ours;
      case null, default -> throw new IllegalStateException(fault);
    };
  }
}
