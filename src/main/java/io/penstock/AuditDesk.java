package io.penstock;

import io.penstock.access.audit.AuditCopy;
import io.penstock.access.audit.AuditQueries;
import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.DenialSampler;
import io.penstock.access.audit.Denials;
import io.penstock.access.audit.Verification;
import io.penstock.console.AuditRoutes;
import io.penstock.control.ControlDatabase;
import io.penstock.control.Leases;
import io.penstock.log.LogConfig;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.worker.WorkerVerticle;
import io.penstock.worker.audit.AuditCopying;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has for the audit trail beside those who write their acts into it: denials, the copy
 * in the log, and the admin's routes.
 */
final class AuditDesk {
  private static final Logger LOG = LoggerFactory.getLogger(AuditDesk.class);
  private static final long LAST_WRITE_SECONDS_MAX = 2;

  private final ControlDatabase database;
  private final AuditTrail trail;
  private final DenialSampler sampler;
  private volatile long uncopied;

  AuditDesk(ControlDatabase database, Denials denials, Clock clock) {
    this.database = database;
    this.trail = new AuditTrail(clock);
    this.sampler = new DenialSampler(denials, database, trail);
  }

  /** What all write their acts into, by one clock. */
  AuditTrail trail() {
    return trail;
  }

  /** Writes denials down, again and again. */
  void open(Vertx vertx) {
    vertx.setTimer(
        sampler.untilNext().toMillis(), tick -> writeDenials().onComplete(done -> open(vertx)));
  }

  private Future<Void> writeDenials() {
    return sampler
        .write()
        .onFailure(fault -> LOG.debug("Denials could not be written down yet", fault));
  }

  /** What was denied since the last time is written down, if that is quick. */
  Future<Void> close() {
    return writeDenials().timeout(LAST_WRITE_SECONDS_MAX, TimeUnit.SECONDS).otherwiseEmpty();
  }

  Server.Part<WorkerVerticle> copying(
      ServerConfig config, LogConfig log, Health health, Meters meters) {
    meters.auditUncopied(() -> uncopied);
    var worker =
        new AuditCopying(
            log,
            config.access().auditTopic(),
            config.nodeName(),
            new Leases(database),
            new AuditCopy(database),
            records -> uncopied = records);
    return Workers.part(worker, health);
  }

  AuditRoutes routes() {
    return new AuditRoutes(new AuditQueries(database), new Verification(database));
  }
}
