package io.penstock;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penstock.access.audit.Denials;
import io.penstock.cluster.Cluster;
import io.penstock.cluster.Neighbours;
import io.penstock.console.AdminRoutes;
import io.penstock.console.AdminVerticle;
import io.penstock.console.NodeInfo;
import io.penstock.console.NodeRoutes;
import io.penstock.console.QueryRoutes;
import io.penstock.control.ControlDatabase;
import io.penstock.control.Leases;
import io.penstock.event.Stream;
import io.penstock.log.EmbeddedBroker;
import io.penstock.log.GroupOffsets;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.LogConfig;
import io.penstock.log.produce.Spooling;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.retry.SinkRetries;
import io.penstock.sink.CircuitVerticle;
import io.penstock.sink.CircuitVerticle.Watched;
import io.penstock.sink.Elsewhere;
import io.penstock.sink.Upkeep;
import io.penstock.worker.WorkerVerticle;
import io.penstock.worker.upkeep.Upkeeping;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Penstock: the broker where it is embedded, Vert.x, and the parts of the server. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final long START_SECONDS_MAX = 60;
  private static final long PARTS_STOP_SECONDS_MAX = 22;
  private static final long VERTX_STOP_SECONDS_MAX = 4;
  private static final long PING_MILLIS = 2_000;

  private final ServerConfig config;
  private final Clock clock;
  private final Health health = new Health();
  private final Meters meters;
  private final Optional<EmbeddedBroker> broker;
  private final LogConfig log;
  private final Vertx vertx;
  private final Cluster cluster;
  private final Server server;
  private final GroupOffsets offsets;
  private final ControlDatabase control;
  private final AccessDesk access;
  private final AuditDesk audit;
  private Optional<KafkaLetterBox> letterBox = Optional.empty();
  private Optional<NodeSpool> spool = Optional.empty();

  private Node(ServerConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.meters = new Meters(registry, Version.CURRENT);
    this.broker =
        config.log().isEmbedded()
            ? Optional.of(new EmbeddedBroker(config.dataDir().resolve("broker")))
            : Optional.empty();
    this.log =
        broker.map(EmbeddedBroker::bootstrapServers).map(config.log()::at).orElse(config.log());
    NodeVertx made = NodeVertx.make(config, meters, CORES, clock);
    this.vertx = made.vertx();
    this.cluster = made.cluster();
    this.server = new Server(vertx);
    this.offsets = new GroupOffsets(vertx, log);
    this.control = new ControlDatabase(vertx, config.control(), config.dataDir(), health);
    var denials = new Denials(meters);
    this.access = new AccessDesk(config, control, cluster, health, meters, denials, clock);
    this.audit = new AuditDesk(control, denials, access.clock());
  }

  /**
   * Starts everything and waits until events are taken.
   *
   * @throws IllegalStateException with a sentence for people, where that fails
   */
  public static Node start(ServerConfig config, String configuration, Clock clock) {
    Leftovers.clear(Path.of(System.getProperty("java.io.tmpdir")), clock.instant());
    Node node = new Node(config, clock);
    try {
      node.startParts(configuration).await(START_SECONDS_MAX, TimeUnit.SECONDS);
      return node;
    } catch (Exception fault) {
      node.close();
      throw new IllegalStateException(String.valueOf(fault.getMessage()), fault);
    }
  }

  private Future<Void> startParts(String configuration) {
    Future<Void> database = control.open().compose(opened -> access.open(vertx));
    audit.open(vertx);
    if (config.does(Role.INGEST)) {
      spool = Optional.of(NodeSpool.open(config, health, meters));
    }
    Optional<Spooling> spooling = spool.map(NodeSpool::spooling);
    var watch = new LogWatch(vertx, log, LogWatch.topics(config, log), offsets, health);
    return watch
        .prepare()
        .recover(fault -> goOnWithoutLog(fault, watch))
        .compose(prepared -> database)
        .compose(prepared -> server.start(parts(configuration, spooling)))
        .onSuccess(started -> watch(watch, spooling));
  }

  /** What comes until the log is there goes to the spool. A topic that does not fit is a fault. */
  private Future<Void> goOnWithoutLog(Throwable fault, LogWatch watch) {
    boolean mayBeAway = !config.log().isEmbedded() && !(fault instanceof IllegalStateException);
    return mayBeAway ? watch.goOnWithout(fault) : Future.failedFuture(fault);
  }

  /** What would keep a node from starting: a sentence for each; empty where nothing would. */
  public static List<String> check(ServerConfig config) {
    return config.log().isEmbedded() ? List.of() : LogWatch.check(config.log(), START_SECONDS_MAX);
  }

  /** From the ground up. */
  private List<Server.Part<?>> parts(String configuration, Optional<Spooling> spooling) {
    meters.nodes(() -> cluster.nodes().size());
    meters.logReachable(() -> health.works("log"));
    var ledger = new LedgerDesk(config, log, offsets, clock);
    var letters = new KafkaLetterBox(log, eventBytesMax());
    letterBox = Optional.of(letters);
    var deliveries = new DeliveryDesk(config, log, letters, vertx, cluster, ledger, health, clock);
    List<Server.Part<?>> parts = new ArrayList<>();
    List<SinkRetries> retries = new ArrayList<>();
    List<Watched> watched = new ArrayList<>();
    for (SinkPlan plan : config.sinks()) {
      Meters.Delivery counters = meters.delivery(plan.name());
      var elsewhere = new Elsewhere();
      watched.add(new Watched(plan.name(), counters, elsewhere));
      retries.add(plan.retries(counters, elsewhere, clock.millis()));
      ledger.add(plan.name(), counters);
      if (config.does(Role.DELIVER)) {
        parts.add(deliveries.part(plan, counters));
      }
    }
    parts.add(
        new Server.Part<>(
            "the circuits", VerticleKind.CIRCUITS, 1, () -> new CircuitVerticle(cluster, watched)));
    var retryDesk = new RetryDesk(retries, control, cluster, vertx, audit.trail(), clock);
    if (config.does(Role.SCHEDULE)) {
      parts.add(retryDesk.part(log, config.nodeName(), letters, health, clock));
    }
    var deadLetters =
        new DeadLetterDesk(
            config, log, letters, control, offsets, health, meters, audit.trail(), clock);
    if (config.does(Role.WORK)) {
      parts.addAll(deadLetters.parts());
      parts.addAll(upkeep());
      parts.add(audit.copying(config, log, health, meters));
    }
    ledger.watch(vertx);
    Optional<IngestDesk> ingest =
        spooling.map(
            spool ->
                new IngestDesk(
                    config,
                    log,
                    spool,
                    ledger.ledger(),
                    access.access(),
                    health,
                    meters,
                    clock,
                    CORES));
    ingest.ifPresent(desk -> parts.addAll(desk.way()));
    ingest.flatMap(IngestDesk::metrics).ifPresent(parts::add);
    parts.add(admin(configuration, ledger, deliveries, deadLetters, retryDesk));
    ingest.ifPresent(desk -> parts.addAll(desk.doors()));
    return parts;
  }

  /** The housekeeping of sinks that have any. */
  private List<Server.Part<WorkerVerticle>> upkeep() {
    return config.sinks().stream()
        .flatMap(plan -> plan.upkeep(config.dataDir()).map(it -> upkeep(plan, it)).stream())
        .toList();
  }

  private Server.Part<WorkerVerticle> upkeep(SinkPlan plan, Upkeep upkeep) {
    var worker = new Upkeeping(plan.name(), config.nodeName(), new Leases(control), upkeep, clock);
    return Workers.part(worker, health);
  }

  private Server.Part<AdminVerticle> admin(
      String configuration,
      LedgerDesk ledger,
      DeliveryDesk deliveries,
      DeadLetterDesk deadLetters,
      RetryDesk retries) {
    var neighbours = new Neighbours(cluster, vertx.eventBus(), meters.cluster());
    var info =
        new NodeInfo(
            config.nodeName(),
            Version.CURRENT,
            clock.instant(),
            Role.namesOf(config.roles()),
            log.bootstrapServers());
    List<AdminRoutes> routes = new ArrayList<>(ledger.routes(vertx, neighbours));
    routes.add(
        new NodeRoutes(
            info,
            configuration,
            neighbours,
            ledger::sinksHere,
            () -> deliveries.queryable().isPresent(),
            health));
    routes.add(new QueryRoutes(vertx, neighbours, deliveries::queryable));
    routes.add(deadLetters.routes());
    routes.add(retries.routes(neighbours));
    routes.add(access.routes(neighbours, audit.trail()));
    routes.add(audit.routes());
    return new Server.Part<>(
        "the admin listener",
        VerticleKind.ADMIN,
        1,
        () ->
            new AdminVerticle(
                config.admin(), neighbours, routes, config.does(Role.CONSOLE), health, meters));
  }

  private int eventBytesMax() {
    return config.streams().stream().mapToInt(Stream::eventBytesMax).max().orElse(1);
  }

  /** Whether the log answers, and the spool's disk works. */
  private void watch(LogWatch watch, Optional<Spooling> spooling) {
    vertx.setPeriodic(
        PING_MILLIS,
        tick -> {
          spooling.ifPresent(Spooling::probe);
          watch.ask();
        });
  }

  public String bootstrapServers() {
    return log.bootstrapServers();
  }

  /** Takes nothing new, finishes what is in hand, and leaves; in at most 30 seconds. */
  @Override
  public void close() {
    health.drain();
    finish(
        "the parts of the server",
        server
            .stop()
            .compose(stopped -> Future.join(access.close(), audit.close()))
            .compose(left -> Future.join(offsets.close(), control.close())),
        PARTS_STOP_SECONDS_MAX);
    letterBox.ifPresent(KafkaLetterBox::close);
    finish("Vert.x", vertx.close(), VERTX_STOP_SECONDS_MAX);
    spool.ifPresent(NodeSpool::close);
    broker.ifPresent(EmbeddedBroker::close);
  }

  private static void finish(String what, Future<?> stopping, long secondsMax) {
    try {
      stopping.await(secondsMax, TimeUnit.SECONDS);
    } catch (Exception fault) {
      LOG.warn("{} did not stop cleanly: {}", what, String.valueOf(fault));
    }
  }
}
