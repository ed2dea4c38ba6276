package io.penstock.delivery;

import io.penstock.bus.Address;
import io.penstock.bus.StepVerticle;
import io.penstock.event.Stream;
import io.penstock.log.GroupReader;
import io.penstock.log.LetterBox;
import io.penstock.log.login.Refusal;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.SinkState;
import io.penstock.sink.Circuit;
import io.penstock.sink.InUse;
import io.penstock.sink.Sink;
import io.penstock.sink.SinkFault;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches from the log to one sink, and remembers how far it got. Lives on a virtual
 * thread.
 */
public final class DeliveryVerticle extends StepVerticle {
  /** Told after each checkpoint. */
  public static final Address<Settled> SETTLED = new Address<>("delivery.settled");

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryVerticle.class);

  private final Surroundings surroundings;
  private @Nullable Delivery delivery;
  private boolean standsBy;

  public DeliveryVerticle(
      DeliveryConfig config,
      GroupReader.Factory log,
      LetterBox letterBox,
      Circuit circuit,
      List<Stream> streams,
      Sink sink,
      String member,
      String tenantOtherwise,
      Health health,
      Meters.Delivery meters,
      Clock clock) {
    this.surroundings =
        new Surroundings(
            config,
            log,
            letterBox,
            circuit,
            Writers.onVirtualThreads("write " + config.sink()),
            byTopic(streams),
            sink,
            component(config, member),
            tenantOtherwise,
            health,
            meters,
            meters.state(clock),
            clock,
            settled -> SETTLED.publish(vertx.eventBus(), settled));
  }

  /** In the order of the configuration. */
  private static Map<String, Stream> byTopic(List<Stream> streams) {
    Map<String, Stream> byTopic = new LinkedHashMap<>();
    streams.forEach(stream -> byTopic.put(stream.topic(), stream));
    return byTopic;
  }

  /** Where a sink has several instances, each has a health of its own. */
  private static String component(DeliveryConfig config, String member) {
    String sink = "sink " + config.sink();
    return config.instances() == 1 ? sink : sink + " (" + member + ")";
  }

  /** A sink that cannot be opened joins no group, and tries again. */
  @Override
  protected void open() {
    surroundings.sink().open();
    takesOver();
    delivery = new Delivery(surroundings);
  }

  private void takesOver() {
    if (standsBy) {
      LOG.atInfo()
          .addKeyValue("sink", surroundings.config().sink())
          .log("Stands by no longer: this node delivers");
    }
    standsBy = false;
  }

  @Override
  protected void step() {
    Objects.requireNonNull(delivery, "opened before the first step").step();
  }

  @Override
  protected void failed(Throwable fault) {
    if (fault instanceof InUse) {
      standsBy(String.valueOf(fault.getMessage()));
      return;
    }
    standsBy = false;
    if (delivery == null && fault instanceof SinkFault) {
      LOG.atWarn()
          .addKeyValue("sink", surroundings.config().sink())
          .log("The sink does not open: {}", fault.getMessage());
      standsStill(String.valueOf(fault.getMessage()));
    } else {
      Refusal.of(fault).ifPresentOrElse(this::refused, () -> crashed(fault));
    }
  }

  /**
   * A reader that was refused may have gone on past records that it never handed out, so another
   * takes its place, and begins at the checkpoint.
   */
  private void refused(String why) {
    LOG.atWarn()
        .addKeyValue("sink", surroundings.config().sink())
        .log("Nothing can be read from the log, and delivery starts over: {}", why);
    standsStill(why);
  }

  /** Whoever has the sink delivers, so the circuit is closed and nobody needs to look. */
  private void standsBy(String why) {
    if (!standsBy) {
      LOG.atInfo()
          .addKeyValue("sink", surroundings.config().sink())
          .log("Stands by, and tries again every 5 s: {}", why);
    }
    standsBy = true;
    surroundings.health().green(surroundings.component(), "stands by: " + why);
    surroundings.state().circuit(SinkState.Circuit.CLOSED);
  }

  /**
   * Our own fault, or the broker's: nothing moved, so leaving the group and coming back repeats
   * what was not settled.
   */
  private void crashed(Throwable fault) {
    LOG.atError()
        .addKeyValue("sink", surroundings.config().sink())
        .setCause(fault)
        .log("Delivery failed, and starts over");
    surroundings.meters().crashes.increment();
    standsStill("delivery failed: " + fault);
  }

  private void standsStill(String reason) {
    surroundings.health().red(surroundings.component(), reason);
    surroundings.state().circuit(SinkState.Circuit.OPEN);
  }

  @Override
  protected void failedToClose(Throwable fault) {
    LOG.atWarn()
        .addKeyValue("sink", surroundings.config().sink())
        .log("The sink does not close: {}", fault.getMessage());
  }

  @Override
  protected void close() {
    Delivery closing = delivery;
    delivery = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } finally {
      surroundings.sink().close();
    }
  }
}
