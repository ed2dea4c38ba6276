package io.penstock.retry;

import io.penstock.bus.Address;
import io.penstock.bus.StepVerticle;
import io.penstock.log.GroupReader;
import io.penstock.log.LetterBox;
import io.penstock.log.login.Refusal;
import io.penstock.observability.Health;
import io.penstock.retry.RetryOrder.Act;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands over what is due in the retry tiers of all sinks. Lives on a virtual thread. */
public final class RetrySchedulerVerticle extends StepVerticle {
  /** Hears what people want of slots. */
  public static final Address<RetryOrder> ORDERS = new Address<>("retry.orders");

  /** Tells how the slots stand, once a second. */
  public static final Address<RetrySchedule> SCHEDULE = new Address<>("retry.schedule");

  private static final Logger LOG = LoggerFactory.getLogger(RetrySchedulerVerticle.class);
  private static final String COMPONENT = "retries";
  private static final long TELL_MILLIS = 1_000;
  private static final long LOOK_AT_HOLDS_MILLIS = 5_000;

  private final String node;
  private final List<SinkRetries> sinks;
  private final GroupReader.Factory log;
  private final LetterBox letterBox;
  private final Health health;
  private final Clock clock;
  private final RetryHolds written;
  private final SlotBoard board;
  private final Set<RetryOrder.Selection> holds = new HashSet<>();
  private @Nullable RetryScheduler scheduler;
  private long toldMillis;
  private long ordersHeard;
  private boolean isHoldsKnown;

  public RetrySchedulerVerticle(
      String node,
      List<SinkRetries> sinks,
      GroupReader.Factory log,
      LetterBox letterBox,
      RetryHolds written,
      SlotBoard board,
      Health health,
      Clock clock) {
    this.node = node;
    this.sinks = sinks;
    this.log = log;
    this.letterBox = letterBox;
    this.written = written;
    this.board = board;
    this.health = health;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    ORDERS.listen(vertx.eventBus(), this::obey);
    lookAtHolds();
    vertx.setPeriodic(LOOK_AT_HOLDS_MILLIS, tick -> lookAtHolds());
    return super.start();
  }

  /**
   * What people hold is written down, and told as a hint, which may not arrive. While the control
   * database is away retries go on as they are. An answer that an order has overtaken is old.
   */
  private void lookAtHolds() {
    long before = ordersHeard;
    written
        .all()
        .onSuccess(
            all -> {
              isHoldsKnown = true;
              if (before == ordersHeard) {
                holdOnly(all);
              }
            })
        .onFailure(away -> complain(String.valueOf(away.getMessage())));
  }

  private void holdOnly(Set<RetryOrder.Selection> all) {
    Set<RetryOrder.Selection> over = new HashSet<>(holds);
    over.removeAll(all);
    over.forEach(tier -> apply(new RetryOrder(Act.RELEASE, tier)));
    Set<RetryOrder.Selection> begun = new HashSet<>(all);
    begun.removeAll(holds);
    begun.forEach(tier -> apply(new RetryOrder(Act.HOLD, tier)));
  }

  private void complain(String why) {
    if (!isHoldsKnown) {
      LOG.warn("Which retries are held is not known yet: {}", why);
    }
  }

  private void obey(RetryOrder order) {
    ordersHeard++;
    apply(order);
  }

  /** Holds outlive a failure of ours, and are there for slots that come later. */
  private void apply(RetryOrder order) {
    switch (order.act()) {
      case HOLD -> holds.add(order.selection());
      case RELEASE -> holds.remove(order.selection());
      case FORCE -> {}
    }
    if (scheduler != null) {
      scheduler.obey(order);
      tell(scheduler);
    }
  }

  @Override
  protected void open() {
    scheduler = new RetryScheduler(node, sinks, log, letterBox, holds, clock);
    health.green(COMPONENT);
  }

  @Override
  protected void step() {
    RetryScheduler current = Objects.requireNonNull(scheduler, "opened before the first step");
    current.step();
    if (clock.millis() - toldMillis >= TELL_MILLIS) {
      tell(current);
    }
  }

  private void tell(RetryScheduler current) {
    toldMillis = clock.millis();
    RetrySchedule now = current.schedule();
    SCHEDULE.publish(vertx.eventBus(), now);
    board.tell(now, toldMillis);
  }

  /** Nothing is lost: what was not moved is still at the head of its tier. */
  @Override
  protected void failed(Throwable fault) {
    Refusal.of(fault).ifPresentOrElse(this::refused, () -> crashed(fault));
  }

  private void refused(String why) {
    LOG.warn("Retries cannot be read from the log, and the scheduler starts over: {}", why);
    health.red(COMPONENT, why);
  }

  private void crashed(Throwable fault) {
    LOG.atError().setCause(fault).log("The retry scheduler failed, and starts over");
    health.red(COMPONENT, "the scheduler failed: " + fault);
  }

  @Override
  protected void failedToClose(Throwable fault) {
    LOG.atWarn().log("The retry scheduler does not close: {}", String.valueOf(fault.getMessage()));
  }

  @Override
  protected void close() {
    RetryScheduler closing = scheduler;
    scheduler = null;
    if (closing != null) {
      closing.close();
    }
  }
}
