package io.penstock.ingest.tls;

import io.penstock.bus.Address;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;

/**
 * Looks at the files of one door's TLS, and tells the door what has changed. Lives on a virtual
 * thread.
 */
public final class TlsVerticle extends VerticleBase {
  /** Told after each change; connections that are there go on as they are. */
  public static final Address<TlsChanged> CHANGED = new Address<>("tls.changed");

  private static final long LOOK_MILLIS = 1_000;

  private final DoorTls door;
  private final Health health;
  private final Meters meters;
  private final Clock clock;

  public TlsVerticle(DoorTls door, Health health, Meters meters, Clock clock) {
    this.door = door;
    this.health = health;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() throws UnusableFiles {
    var watch =
        new TlsWatch(
            door, vertx, health, clock, changed -> CHANGED.publish(vertx.eventBus(), changed));
    watch.open();
    meters.certificateEnds(door.door(), () -> door.material().end().getEpochSecond());
    rest(watch);
    return Future.succeededFuture();
  }

  /** While a look waits for the door another one could get in, so the next is not set before. */
  private void rest(TlsWatch watch) {
    vertx.setTimer(LOOK_MILLIS, rested -> look(watch));
  }

  private void look(TlsWatch watch) {
    try {
      watch.look();
    } finally {
      rest(watch);
    }
  }
}
