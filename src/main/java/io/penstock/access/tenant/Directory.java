package io.penstock.access.tenant;

import io.penstock.control.ControlDatabase;
import io.penstock.control.DatabaseClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All tenants and keys as this node knows them, in memory, so that no request asks the database.
 * Where that is away the node goes on with what it knows, for a while. For any thread.
 */
public final class Directory {
  private static final long NEVER = -1;

  private final Changes changes;
  private final DatabaseClock clock;
  private final long staleNanosMax;
  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
  private final Map<String, TenantKey> keys = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong(NEVER);
  private volatile long confirmedAtNanos;

  /** {@code staleMax} is how long it can be used without the database. */
  public Directory(ControlDatabase database, DatabaseClock clock, Duration staleMax) {
    this.changes = new Changes(database);
    this.clock = clock;
    this.staleNanosMax = staleMax.toNanos();
  }

  /** Reads what has changed. Several may be under way: what is older never replaces the newer. */
  public Future<Void> refresh() {
    long askedAt = System.nanoTime();
    return changes
        .head()
        .onSuccess(head -> clock.hear(head.nowMillis(), askedAt))
        .compose(head -> follow(head.revision()))
        .onSuccess(done -> confirmedAtNanos = askedAt);
  }

  private Future<Void> follow(long head) {
    long known = revision.get();
    return head == known
        ? Future.succeededFuture()
        : changes
            .tenants(known, this::take)
            .compose(read -> changes.keys(known, this::take))
            .onSuccess(read -> revision.accumulateAndGet(head, Math::max));
  }

  private void take(Tenant tenant) {
    tenants.merge(
        tenant.id(), tenant, (old, read) -> read.revision() < old.revision() ? old : read);
  }

  private void take(TenantKey key) {
    keys.merge(
        key.id(), key, (old, read) -> read.revision() < old.revision() ? old : read.usedAs(old));
  }

  /** Whether what it says still counts. */
  public boolean isUsable() {
    return revision.get() != NEVER && System.nanoTime() - confirmedAtNanos <= staleNanosMax;
  }

  public Optional<Tenant> tenant(String id) {
    return Optional.ofNullable(tenants.get(id));
  }

  /** By its public name. */
  public Optional<TenantKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  Iterable<TenantKey> keys() {
    return keys.values();
  }
}
