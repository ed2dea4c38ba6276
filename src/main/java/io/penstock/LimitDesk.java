package io.penstock;

import io.penstock.access.limit.Limiter;
import io.penstock.access.limit.Shares;
import io.penstock.access.limit.UsageBook;
import io.penstock.cluster.Cluster;
import io.penstock.control.ControlDatabase;
import io.penstock.control.Heartbeats;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node has to hold tenants to their limits together with the others. */
final class LimitDesk {
  private static final Logger LOG = LoggerFactory.getLogger(LimitDesk.class);
  private static final long COUNT_NODES_MILLIS = 1_000;

  /** So much of a day's limit may be kept twice over, as long as several nodes take events. */
  private static final long USAGE_MILLIS = 2_000;

  private static final long FORGET_MILLIS = 600_000;

  private final Cluster cluster;
  private final boolean isOneOfSeveral;
  private final Shares shares = new Shares();
  private final Limiter limiter;
  private final UsageBook usage;
  private final Heartbeats heartbeats;
  private volatile int alive = 1;

  LimitDesk(
      ServerConfig config, ControlDatabase database, Cluster cluster, Meters meters, Clock clock) {
    this.cluster = cluster;
    this.isOneOfSeveral = config.cluster().isEnabled();
    this.limiter =
        new Limiter(
            config.access().limits(),
            shares,
            cluster.buckets(Limiter.BUCKETS),
            clock,
            new SecureRandom());
    this.usage = new UsageBook(database, limiter, meters);
    this.heartbeats = new Heartbeats(database, config.nodeName());
  }

  Limiter limiter() {
    return limiter;
  }

  void open(Vertx vertx) {
    limiter.open(vertx);
    vertx.setPeriodic(COUNT_NODES_MILLIS, tick -> shares.tell(cluster.nodes().size(), alive));
    vertx.setPeriodic(USAGE_MILLIS, tick -> writeUsage());
    vertx.setPeriodic(FORGET_MILLIS, tick -> limiter.forget());
    if (isOneOfSeveral) {
      vertx.setPeriodic(Heartbeats.INTERVAL.toMillis(), tick -> beat());
      beat();
    }
  }

  /** Without the database there are as many as there were. */
  private void beat() {
    heartbeats
        .beat()
        .onSuccess(count -> alive = count)
        .onFailure(fault -> LOG.debug("The nodes could not be counted", fault));
  }

  private void writeUsage() {
    usage.write().onFailure(fault -> LOG.debug("What tenants sent could not be written", fault));
  }

  /** Says goodbye; what is not said is found out. */
  Future<Void> close() {
    return usage.write().otherwiseEmpty().compose(written -> heartbeats.leave()).otherwiseEmpty();
  }
}
