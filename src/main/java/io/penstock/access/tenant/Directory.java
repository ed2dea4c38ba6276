package io.penstock.access.tenant;

import io.penstock.control.ControlDatabase;
import io.penstock.control.DatabaseClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All tenants and keys as this node knows them, in memory, so that no request asks the database.
 * Where that is away the node goes on with what it knows, for a while. For any thread.
 */
public final class Directory {
  private static final long NEVER = -1;

  /**
   * A database that was set back, to a backup or to a replica that was behind, may reach the old
   * number with other changes. So all is read again now and then.
   */
  private static final long ALL_AGAIN_NANOS = Duration.ofMinutes(5).toNanos();

  private final Changes changes;
  private final DatabaseClock clock;
  private final long staleNanosMax;
  private volatile Known known = new Known();
  private volatile long confirmedAtNanos;
  private Future<Void> looking = Future.succeededFuture();
  private @Nullable Future<Void> behind;

  /** What the database had, up to a change of that number. */
  private static final class Known {
    final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
    final Map<String, TenantKey> keys = new ConcurrentHashMap<>();
    final long begunAtNanos = System.nanoTime();
    volatile long revision = NEVER;

    void take(Tenant tenant) {
      tenants.merge(
          tenant.id(), tenant, (old, read) -> read.revision() < old.revision() ? old : read);
    }

    void take(TenantKey key) {
      keys.merge(
          key.id(), key, (old, read) -> read.revision() < old.revision() ? old : read.usedAs(old));
    }

    void keepUse(TenantKey before) {
      keys.computeIfPresent(before.id(), (id, read) -> read.usedAs(before));
    }
  }

  /** {@code staleMax} is how long it can be used without the database. */
  public Directory(ControlDatabase database, DatabaseClock clock, Duration staleMax) {
    this.changes = new Changes(database);
    this.clock = clock;
    this.staleNanosMax = staleMax.toNanos();
  }

  /**
   * Reads what has changed until now. One look at a time: who asks during one shares the next,
   * which sees all that was there when they asked.
   */
  public synchronized Future<Void> refresh() {
    if (looking.isComplete()) {
      looking = look();
      return looking;
    }
    Future<Void> next = behind == null ? looking.transform(over -> lookAgain()) : behind;
    behind = next;
    return next;
  }

  private synchronized Future<Void> lookAgain() {
    behind = null;
    looking = look();
    return looking;
  }

  private Future<Void> look() {
    long askedAt = System.nanoTime();
    return changes
        .head()
        .onSuccess(head -> clock.hear(head.nowMillis(), askedAt))
        .compose(head -> follow(head.revision(), askedAt))
        .onSuccess(done -> confirmedAtNanos = askedAt);
  }

  private Future<Void> follow(long head, long nowNanos) {
    Known now = known;
    if (head < now.revision
        || now.revision == NEVER
        || nowNanos - now.begunAtNanos > ALL_AGAIN_NANOS) {
      return readAll(head);
    }
    return head == now.revision ? Future.succeededFuture() : read(now, now.revision, head);
  }

  /** The uses that were noted stay with their keys. */
  private Future<Void> readAll(long head) {
    Known all = new Known();
    return read(all, NEVER, head)
        .onSuccess(
            read -> {
              known.keys.values().forEach(all::keepUse);
              known = all;
            });
  }

  private Future<Void> read(Known into, long after, long head) {
    return changes
        .tenants(after, into::take)
        .compose(read -> changes.keys(after, into::take))
        .onSuccess(read -> into.revision = head);
  }

  /** Whether what it says still counts. */
  public boolean isUsable() {
    return known.revision != NEVER && System.nanoTime() - confirmedAtNanos <= staleNanosMax;
  }

  public Optional<Tenant> tenant(String id) {
    return Optional.ofNullable(known.tenants.get(id));
  }

  /** By its public name. */
  public Optional<TenantKey> key(String id) {
    return Optional.ofNullable(known.keys.get(id));
  }

  Iterable<TenantKey> keys() {
    return known.keys.values();
  }
}
