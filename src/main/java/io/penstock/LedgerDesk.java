package io.penstock;

import io.penstock.cluster.Neighbours;
import io.penstock.console.AdminRoutes;
import io.penstock.console.LedgerRoutes;
import io.penstock.console.ReconcileRoutes;
import io.penstock.console.Reconciling;
import io.penstock.event.Stream;
import io.penstock.ledger.Ledger;
import io.penstock.ledger.reconcile.Reconciliation;
import io.penstock.ledger.reconcile.Subject;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.penstock.observability.Meters;
import io.penstock.sink.Inspectable;
import io.penstock.sink.Sink;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the ledger of this node, and what compares it with its sinks. */
final class LedgerDesk {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerDesk.class);

  private final ServerConfig config;
  private final LogConfig log;
  private final GroupOffsets offsets;
  private final Clock clock;
  private final Ledger ledger;
  private final Map<String, Inspectable> inspectable = new ConcurrentHashMap<>();
  private final Map<String, Meters.Delivery> counters = new ConcurrentHashMap<>();

  LedgerDesk(ServerConfig config, LogConfig log, GroupOffsets offsets, Clock clock) {
    this.config = config;
    this.log = log;
    this.offsets = offsets;
    this.clock = clock;
    this.ledger = new Ledger(offsets, config.sinks().stream().map(LedgerDesk::account).toList());
  }

  private static Ledger.Account account(SinkPlan plan) {
    return new Ledger.Account(
        plan.name(),
        plan.delivery().group(),
        plan.streams(),
        Optional.of(plan.delivery().retry().inbox()));
  }

  Ledger ledger() {
    return ledger;
  }

  void add(String name, Meters.Delivery meters) {
    counters.put(name, meters);
  }

  /** Any instance of a sink shows the same. */
  void add(String name, Sink sink) {
    if (sink instanceof Inspectable shows) {
      inspectable.put(name, shows);
    }
  }

  /** While the log is away, the numbers are those of the time before. */
  void watch(Vertx vertx) {
    vertx.setPeriodic(
        config.ledger().checkEvery().toMillis(),
        tick ->
            ledger
                .miscounted()
                .onSuccess(this::tell)
                .onFailure(fault -> LOG.debug("The checkpoints could not be compared", fault)));
  }

  private void tell(Map<String, Long> miscounted) {
    counters.forEach((sink, meters) -> meters.miscounted(miscounted.getOrDefault(sink, 0L)));
  }

  List<AdminRoutes> routes(Vertx vertx, Neighbours neighbours) {
    var reconciling =
        new Reconciling(
            vertx,
            new Reconciliation(log, offsets, config.ledger(), clock),
            config.ledger(),
            this::subjects,
            clock);
    return List.of(
        new LedgerRoutes(ledger),
        new ReconcileRoutes(vertx, reconciling, neighbours, this::sinksHere));
  }

  /** The sinks that can be looked at from this node now. */
  List<String> sinksHere() {
    return inspectable.entrySet().stream()
        .filter(sink -> sink.getValue().isHere())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The sinks of a stream; none where there is no such stream. */
  private List<Subject> subjects(String stream) {
    return config.sinks().stream()
        .flatMap(plan -> plan.streams().stream().map(taken -> subject(plan, taken)))
        .filter(subject -> subject.stream().name().equals(stream))
        .toList();
  }

  private Subject subject(SinkPlan plan, Stream stream) {
    return new Subject(
        plan.name(),
        plan.delivery().group(),
        plan.delivery().types(),
        plan.delivery().retry(),
        Optional.ofNullable(inspectable.get(plan.name())),
        stream,
        config.access().tenant());
  }
}
