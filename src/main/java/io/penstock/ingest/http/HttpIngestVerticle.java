package io.penstock.ingest.http;

import io.penstock.access.Access;
import io.penstock.batch.Credit;
import io.penstock.batch.SpoolProgress;
import io.penstock.event.Stream;
import io.penstock.event.Stream.Kind;
import io.penstock.ingest.Intake;
import io.penstock.ingest.http.connection.Connections;
import io.penstock.ingest.http.connection.LastWords;
import io.penstock.ingest.http.connection.ServerLimits;
import io.penstock.ingest.otlp.OtlpConfig;
import io.penstock.ingest.tls.DoorTls;
import io.penstock.ingest.tls.TlsVerticle;
import io.penstock.ledger.Ledger;
import io.penstock.observability.Health;
import io.penstock.observability.HealthRoutes;
import io.penstock.observability.Meters;
import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door: accepts, authenticates, admits, and answers when the intake has. */
public final class HttpIngestVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(HttpIngestVerticle.class);

  /** Threads of the node that inflate large bodies. */
  private static final int INFLATERS = 2;

  /** Longer than a node in good health needs, shorter than senders wait for an answer. */
  private static final Duration ROOM_WAIT_MAX = Duration.ofSeconds(5);

  /** How long the others may take to ask once more: who uses its connection does so by then. */
  private static final Duration LAST_REQUEST_MAX = Duration.ofMillis(500);

  /** How long other sides may take to hear that it is over. */
  private static final Duration GOODBYE_MAX = Duration.ofSeconds(1);

  private static final long LOOK_AGAIN_MILLIS = 20;
  private static final long SWEEP_MILLIS = 1_000;

  /** Else Vert.x would find the context of files that were there before, and its sessions. */
  private static final boolean ANEW = true;

  private final HttpConfig config;
  private final OtlpConfig otlp;
  private final int eventLoops;
  private final List<Stream> streams;
  private final Access access;
  private final Optional<DoorTls> tls;
  private final Credit credit;
  private final Ledger ledger;
  private final SpoolProgress spool;
  private final Health health;
  private final Meters meters;
  private final Clock clock;
  private @Nullable HttpServer server;
  private @Nullable Connections connections;

  public HttpIngestVerticle(
      HttpConfig config,
      OtlpConfig otlp,
      int eventLoops,
      List<Stream> streams,
      Access access,
      Optional<DoorTls> tls,
      Credit credit,
      Ledger ledger,
      SpoolProgress spool,
      Health health,
      Meters meters,
      Clock clock) {
    this.config = config;
    this.otlp = otlp;
    this.eventLoops = eventLoops;
    this.streams = streams;
    this.access = access;
    this.tls = tls;
    this.credit = credit;
    this.ledger = ledger;
    this.spool = spool;
    this.health = health;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    WorkerExecutor inflaters = vertx.createSharedWorkerExecutor("penstock-inflate", INFLATERS);
    var door =
        new Door(
            vertx,
            config,
            paths(),
            new Cors(config.corsOrigins()),
            access,
            credit,
            new LargeBodies(vertx, largeBytesMax(), ROOM_WAIT_MAX),
            health,
            new Intake(vertx, streams, meters),
            new Inflation(config.inflationMax()),
            inflaters,
            meters,
            meters.requestSeconds(),
            clock,
            new RequestIds());
    Router otherwise = HealthRoutes.router(vertx, health, meters);
    Map<String, String> streamsByTopic =
        streams.stream().collect(Collectors.toMap(Stream::topic, Stream::name));
    new ReceiptRoute(ledger, spool, access.gatekeeper(), streamsByTopic, door.requestIds())
        .addTo(otherwise);
    var telemetry = new OtlpRoutes(door, otlp, streams);
    telemetry.addTo(otherwise);
    DescriptionRoute.addTo(otherwise);
    Connections created =
        new Connections(
            config.connections(),
            eventLoops,
            new LastWords(
                Problems.TOO_SLOW,
                Problems.BROKEN_CHUNKS,
                door.requestIds(),
                (path, problem) -> count(path, problem, door, telemetry)),
            tls,
            meters);
    connections = created;
    vertx.setPeriodic(SWEEP_MILLIS, tick -> created.sweep());
    HttpServer listening = vertx.createHttpServer(options());
    server = listening;
    return listening
        .requestHandler(request -> route(request, door, otherwise))
        .invalidRequestHandler(request -> HealthRoutes.refuse(request, door.requestIds()))
        .connectionHandler(created::add)
        .listen()
        .onSuccess(open -> tls.ifPresent(mine -> follow(mine, listening, created)));
  }

  /**
   * The servers of all event loops are one to Vert.x: where one gets other options, all have them.
   * Sessions are of the options they began with, so that nobody resumes one of before; and whoever
   * was let in by authorities of before has to connect anew.
   */
  private void follow(DoorTls door, HttpServer listening, Connections those) {
    door.opened(() -> listening.updateSSLOptions(options().getSslOptions(), ANEW));
    TlsVerticle.CHANGED.listen(
        vertx.eventBus(),
        changed -> {
          if (changed.door().equals(door) && changed.authorities()) {
            those.askToLeave();
          }
        });
  }

  /** Half of the credit, shared by the event loops; but on each a body of the largest size fits. */
  private long largeBytesMax() {
    return Math.max(config.requestBytesMax(), credit.bytesMax() / 2 / eventLoops);
  }

  /** Whoever is told this is answered past its exchange. */
  private static void count(String path, Problem problem, Door door, OtlpRoutes telemetry) {
    Optional.ofNullable(door.streamsByPath().get(path))
        .or(() -> telemetry.streamAt(path))
        .ifPresent(stream -> door.count(stream, problem));
  }

  private HttpServerOptions options() {
    var options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setReusePort(false)
            .setTcpNoDelay(true)
            .setMaxChunkSize(64 << 10)
            .setHandle100ContinueAutomatically(true)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    return ServerLimits.set(options, config.connections(), tls);
  }

  private Map<String, Stream> paths() {
    Map<String, Stream> paths = new HashMap<>();
    for (Stream stream : streams) {
      paths.put("/v1/streams/" + stream.name() + "/events", stream);
      if (stream.name().equals(config.defaultStream())) {
        paths.put("/ingest", stream);
        paths.put("/v1/events", stream);
      }
      if (stream.kind() == Kind.CLOUDEVENTS && stream.name().equals(config.cloudeventsStream())) {
        paths.put("/v1/cloudevents", stream);
      }
    }
    return paths;
  }

  /**
   * The ways of events are answered before the router, which tries its routes one after the other.
   */
  private static void route(HttpServerRequest request, Door door, Router otherwise) {
    Stream stream = door.streamsByPath().get(request.path());
    door.cors().allow(request);
    if (door.cors().isPreflight(request)) {
      door.cors().answerPreflight(request, stream == null ? "GET, POST" : "POST");
    } else if (stream != null) {
      admit(request, stream, door);
    } else if (isForEvents(request.path())) {
      refuse(request, door, Problems.unknownStream(String.valueOf(request.path())));
    } else {
      otherwise.handle(request);
    }
  }

  private static boolean isForEvents(@Nullable String path) {
    return path != null
        && (path.equals("/ingest")
            || path.equals("/v1/events")
            || path.equals("/v1/cloudevents")
            || (path.startsWith("/v1/streams/") && path.endsWith("/events")));
  }

  private static void admit(HttpServerRequest request, Stream stream, Door door) {
    try {
      new Exchange(door, request, RequestHead.read(request, stream, door)).begin();
    } catch (Refusal refusal) {
      door.count(stream, refusal.problem());
      refuse(request, door, refusal.problem());
    } catch (RuntimeException fault) {
      LOG.atError().setCause(fault).log("The head of a request could not be read");
      refuse(request, door, Problems.OUR_FAULT);
    }
  }

  /** Answers without reading the body. */
  private static void refuse(HttpServerRequest request, Door door, Problem problem) {
    door.turnAway(request, problem, door.requestIdOf(request));
  }

  /**
   * Takes nothing new, and lets what is in hand be answered. The node drains already: whoever asks
   * now is told to come back, and hears that this connection is over.
   */
  @Override
  public Future<?> stop() {
    HttpServer closing = server;
    Connections those = connections;
    if (closing == null || those == null) {
      return Future.succeededFuture();
    }
    those.beginToLeave();
    return awaitNobody(those, LAST_REQUEST_MAX)
        .onComplete(asked -> those.leave())
        .compose(asked -> awaitNobody(those, GOODBYE_MAX))
        .compose(left -> closing.shutdown(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Completes when no connection is left, or after that time. */
  private Future<Void> awaitNobody(Connections those, Duration max) {
    Promise<Void> over = Promise.promise();
    awaitNobody(those, over, System.nanoTime() + max.toNanos());
    return over.future();
  }

  /**
   * It looks a moment later for the first time too: somebody may be just about to be handed over.
   */
  private void awaitNobody(Connections those, Promise<Void> over, long untilNanos) {
    vertx.setTimer(
        LOOK_AGAIN_MILLIS,
        later -> {
          if (those.isEmpty() || System.nanoTime() - untilNanos > 0) {
            over.complete();
          } else {
            awaitNobody(those, over, untilNanos);
          }
        });
  }
}
