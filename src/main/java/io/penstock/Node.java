package io.penstock;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.penstock.access.StaticKey;
import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Credit;
import io.penstock.console.AdminVerticle;
import io.penstock.console.NodeInfo;
import io.penstock.control.ControlDatabase;
import io.penstock.delivery.DeliveryVerticle;
import io.penstock.event.Stream;
import io.penstock.ingest.http.HttpIngestVerticle;
import io.penstock.log.EmbeddedBroker;
import io.penstock.log.GroupOffsets;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.LetterBox;
import io.penstock.log.LogConfig;
import io.penstock.log.produce.ProduceVerticle;
import io.penstock.log.produce.ProducerGauges;
import io.penstock.log.produce.Spooling;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.retry.SinkRetries;
import io.penstock.sink.BreakerCircuit;
import io.penstock.sink.Queryable;
import io.penstock.sink.Sink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
  private final Server server;
  private final GroupOffsets offsets;
  private final ControlDatabase control;
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
    this.vertx = NodeVertx.make(registry, CORES);
    this.server = new Server(vertx);
    this.offsets = new GroupOffsets(vertx, log);
    this.control = new ControlDatabase(vertx, config.control(), config.dataDir(), health);
  }

  /**
   * Starts everything and waits until events are taken.
   *
   * @throws IllegalStateException with a sentence for people, where that fails
   */
  public static Node start(ServerConfig config, String configuration, Clock clock) {
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
    Future<Void> database = control.open();
    NodeSpool opened = NodeSpool.open(config, health, meters);
    spool = Optional.of(opened);
    var watch = new LogWatch(vertx, log, LogWatch.topics(config, log), offsets, health);
    return watch
        .prepare()
        .recover(fault -> goOnWithoutLog(fault, watch))
        .compose(prepared -> database)
        .compose(prepared -> server.start(parts(configuration, opened.spooling())))
        .onSuccess(started -> watch(watch, opened.spooling()));
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
  private List<Server.Part<?>> parts(String configuration, Spooling spooling) {
    var credit = new Credit(config.creditBytes());
    meters.creditBytes(credit::bytesTaken);
    meters.logReachable(() -> health.works("log"));
    var key = new StaticKey(config.access().key().orElseThrow().reveal(), config.access().tenant());
    var ledger = new LedgerDesk(config, log, offsets, clock);
    var letters = new KafkaLetterBox(log, eventBytesMax());
    letterBox = Optional.of(letters);
    List<Server.Part<?>> parts = new ArrayList<>();
    List<Queryable> queryables = new ArrayList<>();
    List<SinkRetries> retries = new ArrayList<>();
    for (SinkPlan plan : config.sinks()) {
      Meters.Delivery counters = meters.delivery(plan.name());
      ledger.add(plan.name(), counters);
      parts.add(delivery(plan, letters, counters, queryables, ledger));
      retries.add(plan.retries(counters, clock.millis()));
    }
    var retryDesk = new RetryDesk(retries, control, vertx, clock);
    parts.add(retryDesk.part(log, config.nodeName(), letters, health, clock));
    var deadLetters =
        new DeadLetterDesk(config, log, letters, control, offsets, health, meters, clock);
    parts.addAll(deadLetters.parts());
    ledger.watch(vertx);
    var node =
        new NodeInfo(config.nodeName(), Version.CURRENT, clock.instant(), log.bootstrapServers());
    parts.add(
        new Server.Part<>(
            "the producer",
            Role.PRODUCE,
            1,
            () ->
                new ProduceVerticle(
                    log,
                    config.streams(),
                    new ProducerGauges(meters.registry()),
                    spooling,
                    () -> health.works("log"))));
    parts.add(
        new Server.Part<>(
            "batching", Role.BATCHING, 1, () -> new BatchingVerticle(config.batching())));
    parts.add(
        new Server.Part<>(
            "the admin listener",
            Role.ADMIN,
            1,
            () ->
                new AdminVerticle(
                    config.admin(),
                    node,
                    configuration,
                    ledger.ledger(),
                    queryables.stream().findFirst(),
                    health,
                    meters,
                    List.of(deadLetters.routes(), retryDesk.routes(), ledger.routes()))));
    parts.add(
        new Server.Part<>(
            "the HTTP door",
            Role.HTTP_INGEST,
            config.http().instancesOr(CORES),
            () ->
                new HttpIngestVerticle(
                    config.http(),
                    config.otlp(),
                    config.http().instancesOr(CORES),
                    config.streams(),
                    key,
                    credit,
                    ledger.ledger(),
                    spooling,
                    health,
                    meters,
                    clock)));
    return parts;
  }

  private Server.Part<DeliveryVerticle> delivery(
      SinkPlan plan,
      LetterBox letters,
      Meters.Delivery counters,
      List<Queryable> queryables,
      LedgerDesk ledger) {
    var circuit = new BreakerCircuit(vertx, plan.name());
    var member = new java.util.concurrent.atomic.AtomicInteger();
    return new Server.Part<>(
        "the sink " + plan.name(),
        Role.DELIVERY,
        plan.delivery().instances(),
        () -> {
          Sink sink = plan.make(config.dataDir());
          if (sink instanceof Queryable queryable) {
            queryables.add(queryable);
          }
          ledger.add(plan.name(), sink);
          String name = config.nodeName() + "-" + member.incrementAndGet();
          return new DeliveryVerticle(
              plan.delivery(),
              assignment -> plan.join(log, name, assignment),
              letters,
              circuit,
              plan.streams(),
              sink,
              name,
              config.access().tenant(),
              health,
              counters,
              clock);
        });
  }

  private int eventBytesMax() {
    return config.streams().stream().mapToInt(Stream::eventBytesMax).max().orElse(1);
  }

  /** Whether the log answers, and the spool's disk works. */
  private void watch(LogWatch watch, Spooling spooling) {
    vertx.setPeriodic(
        PING_MILLIS,
        tick -> {
          spooling.probe();
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
        server.stop().compose(stopped -> Future.join(offsets.close(), control.close())),
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
