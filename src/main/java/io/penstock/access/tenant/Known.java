package io.penstock.access.tenant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the database had of tenants and keys, up to a change of that number. For any thread. */
final class Known {
  static final long NOTHING = -1;

  /**
   * A database that was set back, to a backup or to a replica that was behind, may reach the old
   * number with other changes. So all is read again now and then.
   */
  private static final long ALL_AGAIN_NANOS = Duration.ofMinutes(5).toNanos();

  final Records<Tenant> tenants =
      new Records<>(
          TenantRows::tenant,
          TenantRows::row,
          (old, read) -> read.revision() < old.revision() ? old : read);
  final Records<TenantKey> keys =
      new Records<>(
          TenantRows::key,
          TenantRows::row,
          (old, read) -> read.revision() < old.revision() ? old : read.usedAs(old));
  private final long goodUntilNanos;
  volatile long revision = NOTHING;

  private Known(long goodUntilNanos) {
    this.goodUntilNanos = goodUntilNanos;
  }

  /** For what the database says now. */
  static Known ofNow() {
    return new Known(System.nanoTime() + ALL_AGAIN_NANOS);
  }

  /** For what it said at some time, so that it is asked for all again when it answers. */
  static Known ofOnce() {
    return new Known(System.nanoTime());
  }

  /** Whether not only what has changed is to be read. */
  boolean isToBeReadAgain(long nowNanos) {
    return revision == NOTHING || nowNanos - goodUntilNanos > 0;
  }

  /** The uses that were noted stay with their keys. */
  void keepUsesOf(Known before) {
    before.keys.all().forEach(key -> keys.change(key.id(), read -> read.usedAs(key)));
  }

  /** What this version of ours cannot read, and why. */
  List<String> unreadable() {
    List<String> complaints = new ArrayList<>(tenants.complaints("tenant"));
    complaints.addAll(keys.complaints("key"));
    return complaints;
  }
}
