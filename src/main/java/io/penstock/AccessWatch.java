package io.penstock;

import io.penstock.access.tenant.Directory;
import io.penstock.access.tenant.DirectoryCopy;
import io.penstock.config.Units;
import io.penstock.control.DatabaseAway;
import io.penstock.control.DatabaseClock;
import io.penstock.observability.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a node knows of tenants and keys up to date, in a file too, and says in its health how
 * that goes.
 */
final class AccessWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AccessWatch.class);
  private static final String COMPONENT = "tenants";

  /** A change is known everywhere within 5 s, so there is time to be late. */
  private static final long LOOK_MILLIS = 1_000;

  private static final long AHEAD_MILLIS_MAX = 10_000;
  private static final int NAMED_MAX = 3;

  private final Directory directory;
  private final Optional<DirectoryCopy> copy;
  private final DatabaseClock clock;
  private final Duration staleMax;
  private final Health health;
  private volatile String complaint = "";
  private volatile List<String> unreadable = List.of();

  /** {@code copy} is empty where this node can know no keys. */
  AccessWatch(
      Directory directory,
      Optional<DirectoryCopy> copy,
      DatabaseClock clock,
      Duration staleMax,
      Health health) {
    this.directory = directory;
    this.copy = copy;
    this.clock = clock;
    this.staleMax = staleMax;
    this.health = health;
  }

  /** Looks again and again; the future completes when all is known that can be now. */
  Future<Void> open(Vertx vertx) {
    return look()
        .compose(looked -> restore(vertx))
        .compose(restored -> look())
        .onSuccess(known -> vertx.setPeriodic(LOOK_MILLIS, tick -> lookAndKeep(vertx)));
  }

  /** Where the database is away. */
  private Future<Void> restore(Vertx vertx) {
    return directory.isUsable() || copy.isEmpty()
        ? Future.succeededFuture()
        : copy.get().restore(vertx);
  }

  private void lookAndKeep(Vertx vertx) {
    copy.ifPresent(it -> it.keep(vertx));
    look();
  }

  /** Never fails: what is known counts for a while. */
  private Future<Void> look() {
    return directory.refresh().onSuccess(this::tell).onFailure(this::complain).otherwiseEmpty();
  }

  private void tell(Void looked) {
    complaint = "";
    noteUnreadable(directory.unreadable());
    List<String> remarks = remarks();
    if (remarks.isEmpty()) {
      health.green(COMPONENT);
    } else {
      health.amber(COMPONENT, String.join("; ", remarks));
    }
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!unreadable.isEmpty()) {
      remarks.add("open nothing here, for this version cannot read them: " + named());
    }
    copy.map(DirectoryCopy::fault).filter(fault -> !fault.isEmpty()).ifPresent(remarks::add);
    long ahead = clock.ownIsAheadMillis();
    if (Math.abs(ahead) >= AHEAD_MILLIS_MAX) {
      remarks.add(
          "work, by the control database's clock: this node's own is %d s %s"
              .formatted(Math.abs(ahead) / 1_000, ahead > 0 ? "ahead" : "behind"));
    }
    return remarks;
  }

  /** What a newer version wrote. */
  private void noteUnreadable(List<String> found) {
    if (!found.equals(unreadable)) {
      unreadable = found;
      LOG.warn(
          "Tenants and keys that this version of Penstock cannot read, and denies: {}",
          found.isEmpty() ? "none any more" : named());
    }
  }

  private String named() {
    List<String> all = unreadable;
    String some = String.join("; ", all.subList(0, Math.min(NAMED_MAX, all.size())));
    return all.size() > NAMED_MAX ? some + "; and %d more".formatted(all.size() - NAMED_MAX) : some;
  }

  private void complain(Throwable fault) {
    boolean isAway = fault instanceof DatabaseAway;
    String said = String.valueOf(fault);
    if (!isAway && !said.equals(complaint)) {
      LOG.warn("Tenants and keys could not be read: {}", said);
    }
    complaint = said;
    List<String> remarks = new ArrayList<>();
    remarks.add(isAway ? "the control database does not answer" : "could not be read: " + said);
    remarks.add(
        directory.isUsable()
            ? "keys of tenants are taken as they were, for " + Units.text(staleMax) + " at most"
            : "keys of tenants are refused until it does");
    copy.map(DirectoryCopy::fault).filter(it -> !it.isEmpty()).ifPresent(remarks::add);
    health.amber(COMPONENT, String.join("; ", remarks));
  }
}
