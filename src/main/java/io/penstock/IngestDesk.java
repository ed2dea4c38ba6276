package io.penstock;

import io.penstock.access.Access;
import io.penstock.batch.BatchingVerticle;
import io.penstock.batch.Credit;
import io.penstock.ingest.grpc.GrpcIngestVerticle;
import io.penstock.ingest.grpc.GrpcServer;
import io.penstock.ingest.http.HttpIngestVerticle;
import io.penstock.ingest.metrics.MetricsIngestVerticle;
import io.penstock.ingest.tls.DoorTls;
import io.penstock.ingest.tls.TlsConfig;
import io.penstock.ingest.tls.TlsVerticle;
import io.penstock.ledger.Ledger;
import io.penstock.log.LogConfig;
import io.penstock.log.produce.ProduceVerticle;
import io.penstock.log.produce.ProducerGauges;
import io.penstock.log.produce.Spooling;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a node has to take events: the doors, and the way from there to the log. */
final class IngestDesk {
  private final ServerConfig config;
  private final LogConfig log;
  private final Spooling spooling;
  private final Ledger ledger;
  private final Access access;
  private final Health health;
  private final Meters meters;
  private final Clock clock;
  private final int cores;

  IngestDesk(
      ServerConfig config,
      LogConfig log,
      Spooling spooling,
      Ledger ledger,
      Access access,
      Health health,
      Meters meters,
      Clock clock,
      int cores) {
    this.config = config;
    this.log = log;
    this.spooling = spooling;
    this.ledger = ledger;
    this.access = access;
    this.health = health;
    this.meters = meters;
    this.clock = clock;
    this.cores = cores;
  }

  /** The way to the log, which has to be there before the doors. */
  List<Server.Part<?>> way() {
    return List.of(
        new Server.Part<>(
            "the producer",
            VerticleKind.PRODUCE,
            1,
            () ->
                new ProduceVerticle(
                    log,
                    config.streams(),
                    new ProducerGauges(meters.registry()),
                    spooling,
                    () -> health.works("log"))),
        new Server.Part<>(
            "batching", VerticleKind.BATCHING, 1, () -> new BatchingVerticle(config.batching())));
  }

  /** The node's own metrics come in beside what senders post. */
  Optional<Server.Part<?>> metrics() {
    return config.metrics().stream()
        .map(
            stream ->
                new Server.Part<>(
                    "the metrics for the stream " + stream.name(),
                    VerticleKind.METRICS_INGEST,
                    1,
                    () ->
                        new MetricsIngestVerticle(
                            config.metrics(),
                            config.nodeName(),
                            config.access().tenant(),
                            meters,
                            clock)));
  }

  /** The doors; all share one credit. */
  List<Server.Part<?>> doors() {
    var credit = new Credit(config.creditBytes());
    meters.creditBytes(credit::bytesTaken);
    Optional<DoorTls> overHttp = tls("http", config.http().connections().tls());
    Optional<DoorTls> overGrpc = tls("grpc", config.grpc().tls());
    List<Server.Part<?>> parts = new ArrayList<>();
    overHttp.map(this::certificate).ifPresent(parts::add);
    if (config.grpc().isEnabled()) {
      overGrpc.map(this::certificate).ifPresent(parts::add);
      parts.add(grpc(overGrpc, credit));
    }
    parts.add(http(overHttp, credit));
    return parts;
  }

  private Optional<DoorTls> tls(String door, Optional<TlsConfig> given) {
    return given.map(tls -> new DoorTls(door, tls, config.certificates()));
  }

  private Server.Part<?> certificate(DoorTls door) {
    return new Server.Part<>(
        "TLS of ingest." + door.door(),
        VerticleKind.TLS,
        1,
        () -> new TlsVerticle(door, health, meters, clock));
  }

  private Server.Part<?> http(Optional<DoorTls> tls, Credit credit) {
    int loops = config.http().instancesOr(cores);
    return new Server.Part<>(
        "the HTTP door",
        VerticleKind.HTTP_INGEST,
        loops,
        () ->
            new HttpIngestVerticle(
                config.http(),
                config.otlp(),
                loops,
                config.streams(),
                access,
                tls,
                credit,
                ledger,
                spooling,
                health,
                meters,
                clock));
  }

  private Server.Part<?> grpc(Optional<DoorTls> tls, Credit credit) {
    int loops = config.grpc().instancesOr(cores);
    var server = new GrpcServer(config.grpc(), loops, access, tls, credit, health, meters);
    return new Server.Part<>(
        "the gRPC door",
        VerticleKind.GRPC_INGEST,
        loops,
        () -> new GrpcIngestVerticle(server, config.streams(), meters, clock));
  }
}
