package io.penstock;

import io.penstock.cluster.Cluster;
import io.penstock.delivery.DeliveryVerticle;
import io.penstock.log.LetterBox;
import io.penstock.log.LogConfig;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.sink.BreakerCircuit;
import io.penstock.sink.Circuit;
import io.penstock.sink.ProbeRight;
import io.penstock.sink.Queryable;
import io.penstock.sink.SharedCircuit;
import io.penstock.sink.Sink;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What a node has for its sinks: those who carry events to them. */
final class DeliveryDesk {
  private final ServerConfig config;
  private final LogConfig log;
  private final LetterBox letters;
  private final Vertx vertx;
  private final Cluster cluster;
  private final LedgerDesk ledger;
  private final Health health;
  private final Clock clock;
  private final List<Queryable> queryables = new CopyOnWriteArrayList<>();

  DeliveryDesk(
      ServerConfig config,
      LogConfig log,
      LetterBox letters,
      Vertx vertx,
      Cluster cluster,
      LedgerDesk ledger,
      Health health,
      Clock clock) {
    this.config = config;
    this.log = log;
    this.letters = letters;
    this.vertx = vertx;
    this.cluster = cluster;
    this.ledger = ledger;
    this.health = health;
    this.clock = clock;
  }

  /** A sink that can be asked from here now. */
  Optional<Queryable> queryable() {
    return queryables.stream().filter(Queryable::isHere).findFirst();
  }

  Server.Part<DeliveryVerticle> part(SinkPlan plan, Meters.Delivery counters) {
    Circuit circuit = circuit(plan);
    var member = new AtomicInteger();
    return new Server.Part<>(
        "the sink " + plan.name(),
        VerticleKind.DELIVERY,
        plan.delivery().instances(),
        () -> {
          String name = config.nodeName() + "-" + member.incrementAndGet();
          return new DeliveryVerticle(
              plan.delivery(),
              assignment -> plan.join(log, name, assignment),
              letters,
              circuit,
              plan.streams(),
              sink(plan),
              name,
              config.access().tenant(),
              health,
              counters,
              clock);
        });
  }

  private Sink sink(SinkPlan plan) {
    Sink sink = plan.make(config.dataDir());
    if (sink instanceof Queryable queryable) {
      queryables.add(queryable);
    }
    ledger.add(plan.name(), sink);
    return sink;
  }

  /** One for all instances of the sink on this node, which tries for the other nodes too. */
  private Circuit circuit(SinkPlan plan) {
    var right = new ProbeRight(plan.name(), cluster.self(), cluster.map(ProbeRight.MAP));
    return new SharedCircuit(new BreakerCircuit(vertx, plan.name()), right, System::nanoTime);
  }
}
