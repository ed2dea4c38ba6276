package io.penstock.delivery;

import io.penstock.event.Stream;
import io.penstock.log.GroupReader;
import io.penstock.log.LetterBox;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.sink.Outcome;
import io.penstock.sink.Sink;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that somebody else moves, step by step, with its writes: what {@link DeliveryVerticle}
 * does on threads of its own. What fails is closed, and opened again after a pause.
 */
public final class DeliveryActor {
  private static final long PAUSE_AFTER_A_FAULT_MILLIS = 5_000;

  /** Runs when somebody has it written, at the latest when its outcome is waited for. */
  private static final class Pending extends FutureTask<Outcome> {
    Pending(Callable<Outcome> write) {
      super(write);
    }

    @Override
    public Outcome get() throws InterruptedException, ExecutionException {
      run();
      return super.get();
    }
  }

  private final Surroundings surroundings;
  private final Consumer<Throwable> faults;
  private @Nullable Delivery delivery;
  private @Nullable Pending pending;
  private long notBeforeMillis;

  /**
   * @param faults hears of each failure of a step
   */
  public DeliveryActor(
      DeliveryConfig config,
      GroupReader.Factory log,
      LetterBox letterBox,
      Stream stream,
      Sink sink,
      Meters.Delivery meters,
      Clock clock,
      Consumer<Throwable> faults) {
    this.faults = faults;
    this.surroundings =
        new Surroundings(
            config,
            log,
            letterBox,
            Supplier::get,
            this::begin,
            Map.of(stream.topic(), stream),
            sink,
            config.sink(),
            "tenant",
            new Health(),
            meters,
            meters.state(clock),
            clock,
            settled -> {});
  }

  private Pending begin(Callable<Outcome> write) {
    pending = new Pending(write);
    return pending;
  }

  /** Has what is being written end, if there is anything. */
  public void write() {
    if (pending != null) {
      pending.run();
    }
  }

  /** One step of the delivery, if it has not just failed. */
  public void step() {
    if (surroundings.clock().millis() >= notBeforeMillis) {
      try {
        proceed();
      } catch (RuntimeException | Error fault) {
        faults.accept(fault);
        startOver();
      }
    }
  }

  private void proceed() {
    if (delivery == null) {
      surroundings.sink().open();
      delivery = new Delivery(surroundings);
    } else {
      delivery.step();
    }
  }

  private void startOver() {
    notBeforeMillis = surroundings.clock().millis() + PAUSE_AFTER_A_FAULT_MILLIS;
    try {
      close();
    } catch (RuntimeException | Error fault) {
      faults.accept(fault);
    }
  }

  /** In order: what is being written is settled. */
  public void close() {
    Delivery closing = delivery;
    delivery = null;
    if (closing != null) {
      closing.close();
    }
    surroundings.sink().close();
  }
}
