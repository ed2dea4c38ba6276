package io.penstock.access.tenant;

import io.penstock.access.tenant.DirectoryFile.Kept;
import io.penstock.control.ControlDatabase;
import io.penstock.control.DatabaseClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All tenants and keys as this node knows them, in memory, so that no request asks the database.
 * Where that is away the node goes on with what it knows, for a while. For any thread.
 */
public final class Directory implements TenantLookup {
  private static final long NEVER = 0;

  private final Changes changes;
  private final DatabaseClock clock;
  private final long staleMillisMax;
  private volatile Known known = Known.ofNow();
  private volatile long asOfMillis = NEVER;
  private Future<Void> looking = Future.succeededFuture();
  private @Nullable Future<Void> behind;

  /** {@code staleMax} is how long it can be used without the database. */
  public Directory(ControlDatabase database, DatabaseClock clock, Duration staleMax) {
    this.changes = new Changes(database);
    this.clock = clock;
    this.staleMillisMax = staleMax.toMillis();
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
    long askedAtNanos = System.nanoTime();
    return changes
        .head()
        .onSuccess(head -> clock.hear(head.nowMillis(), askedAtNanos))
        .compose(head -> follow(head.revision(), clock.millis(), askedAtNanos));
  }

  private Future<Void> follow(long head, long nowMillis, long nowNanos) {
    return follow(head, nowNanos).onSuccess(done -> asOfMillis = nowMillis);
  }

  private Future<Void> follow(long head, long nowNanos) {
    Known now = known;
    if (head < now.revision || now.isToBeReadAgain(nowNanos)) {
      return readAll(head);
    }
    return head == now.revision ? Future.succeededFuture() : read(now, now.revision, head);
  }

  private Future<Void> readAll(long head) {
    Known all = Known.ofNow();
    return read(all, Known.NOTHING, head)
        .onSuccess(
            read -> {
              all.keepUsesOf(known);
              known = all;
            });
  }

  private Future<Void> read(Known into, long after, long head) {
    return changes
        .tenants(after, into.tenants::take)
        .compose(read -> changes.keys(after, into.keys::take))
        .onSuccess(read -> into.revision = head);
  }

  /** Whether what it says still counts. */
  public boolean isUsable() {
    long asOf = asOfMillis;
    return asOf != NEVER && clock.millis() - asOf <= staleMillisMax;
  }

  /** What it says, and since when: it may be as of later, never of before. Empty for nothing. */
  Optional<Kept> kept() {
    long asOf = asOfMillis;
    return asOf == NEVER ? Optional.empty() : Optional.of(new Kept(known, asOf));
  }

  /** Takes what was known once, before the database has answered. */
  void restore(Kept kept) {
    known = kept.known();
    asOfMillis = kept.asOfMillis();
  }

  @Override
  public Optional<Tenant> tenant(String id) {
    return known.tenants.get(id);
  }

  @Override
  public boolean isUnreadable(String id) {
    return known.tenants.isUnreadable(id);
  }

  /** By its public name. */
  public Optional<TenantKey> key(String id) {
    return known.keys.get(id);
  }

  /** Whether there is such a key, of which this version of ours does not know what it opens. */
  public boolean isUnreadableKey(String id) {
    return known.keys.isUnreadable(id);
  }

  /** What this version of ours cannot read, and why: mostly nothing. */
  public List<String> unreadable() {
    return known.unreadable();
  }

  Iterable<TenantKey> keys() {
    return known.keys.all();
  }
}
