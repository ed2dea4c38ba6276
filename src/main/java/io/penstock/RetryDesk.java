package io.penstock;

import io.penstock.access.audit.AuditTrail;
import io.penstock.cluster.Cluster;
import io.penstock.cluster.Neighbours;
import io.penstock.console.RetryRoutes;
import io.penstock.control.ControlDatabase;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.LetterBox;
import io.penstock.log.LogConfig;
import io.penstock.observability.Health;
import io.penstock.retry.RetryHolds;
import io.penstock.retry.RetrySchedulerVerticle;
import io.penstock.retry.SinkRetries;
import io.penstock.retry.SlotBoard;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node has for retries: the scheduler, what people hold, and the admin's routes. */
final class RetryDesk {
  private static final String GROUP = "penstock.retries";
  private static final int READ_MAX = 500;

  private final List<SinkRetries> sinks;
  private final RetryHolds holds;
  private final SlotBoard board;
  private final Vertx vertx;

  RetryDesk(
      List<SinkRetries> sinks,
      ControlDatabase database,
      Cluster cluster,
      Vertx vertx,
      AuditTrail trail,
      Clock clock) {
    this.sinks = sinks;
    this.board = new SlotBoard(cluster.map(SlotBoard.MAP));
    this.holds = new RetryHolds(database, trail, clock);
    this.vertx = vertx;
  }

  Server.Part<RetrySchedulerVerticle> part(
      LogConfig log, String member, LetterBox letters, Health health, Clock clock) {
    Set<String> tiers =
        sinks.stream().flatMap(sink -> sink.tierTopics().stream()).collect(Collectors.toSet());
    return new Server.Part<>(
        "the retries",
        VerticleKind.RETRIES,
        1,
        () ->
            new RetrySchedulerVerticle(
                member,
                sinks,
                assignment -> new KafkaGroupReader(log, GROUP, member, tiers, READ_MAX, assignment),
                letters,
                holds,
                board,
                health,
                clock));
  }

  RetryRoutes routes(Neighbours neighbours) {
    return new RetryRoutes(
        vertx.eventBus(),
        holds,
        board,
        neighbours,
        sinks.stream().collect(Collectors.toMap(SinkRetries::sink, SinkRetries::tierTopics)));
  }
}
