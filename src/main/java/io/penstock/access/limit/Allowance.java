package io.penstock.access.limit;

import io.penstock.access.limit.DayUsage.Amount;
import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Tenant;
import io.penstock.event.Stream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one tenant may still send to this node. Whoever may send at all may send a whole request,
 * and pays for it before the next. For any thread.
 */
public final class Allowance {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Limiter limiter;
  private final DayUsage usage = new DayUsage();
  private final AtomicBoolean isTaking = new AtomicBoolean();
  private volatile Terms terms;
  private volatile boolean isUsed = true;

  Allowance(Limiter limiter, Terms terms) {
    this.limiter = limiter;
    this.terms = terms;
  }

  /** Goes on with the terms that hold for it now. */
  void meet(Tenant tenant) {
    if (!isUsed) {
      isUsed = true;
    }
    if (!terms.tenant().equals(tenant)) {
      terms = limiter.terms(tenant, Optional.of(terms));
    }
  }

  /** Why nothing is taken at the moment; empty where something is. */
  public Optional<Excess> excess() {
    Terms now = terms;
    for (Lease lease : now.leases()) {
      if (lease.isSpent()) {
        limiter.takeMore(this);
        return Optional.of(excess(now, lease));
      }
    }
    return now.isByTheDay() ? excessOfDay(now) : Optional.empty();
  }

  private Excess excess(Terms now, Lease lease) {
    return new Excess(
        "rate_limited",
        "The tenant of this key may send %s %s a second, and has. Nothing of this request was kept."
            .formatted(
                lease.limit().text(lease.perSecond()),
                lease.limit().isOfBytes() ? "of events" : "events"),
        limiter.later(lease.untilMore()),
        fields(now));
  }

  private Optional<Excess> excessOfDay(Terms now) {
    usage.ask();
    Amount today = usage.on(limiter.day());
    boolean isSpent =
        today.events() >= now.limits().of(Limit.EVENTS_PER_DAY)
            || today.bytes() >= now.limits().of(Limit.BYTES_PER_DAY);
    return isSpent
        ? Optional.of(
            new Excess(
                "quota_exhausted",
                "The tenant of this key has sent what it may on a day, which ends at 00:00 UTC."
                    + " Nothing of this request was kept.",
                limiter.later(untilTomorrow()),
                fields(now)))
        : Optional.empty();
  }

  private Duration untilTomorrow() {
    return Duration.ofMillis(DAY_MILLIS - limiter.millis() % DAY_MILLIS);
  }

  /** A request has come, with so many events, good or bad, and so many bytes. */
  public void charge(long events, long bytes) {
    Terms now = terms;
    boolean isLow = false;
    for (Lease lease : now.leases()) {
      lease.use(lease.limit().isOfBytes() ? bytes : events);
      isLow |= lease.isLow(limiter.capacity(lease.perSecond()));
    }
    if (isLow) {
      limiter.takeMore(this);
    }
  }

  /** So many events were kept, of so many bytes. */
  public void keep(long events, long bytes) {
    if (terms.isByTheDay()) {
      usage.add(events, bytes);
    }
  }

  /** What to tell a sender about its limits; empty where it has none. */
  public Optional<LimitFields> fields() {
    Terms now = terms;
    return now.isUnlimited() ? Optional.empty() : Optional.of(fields(now));
  }

  private LimitFields fields(Terms now) {
    var state = new StringBuilder();
    for (Lease lease : now.leases()) {
      long seconds = Math.max(1, lease.untilMore().toSeconds());
      add(state, lease.limit(), lease.left(), seconds);
    }
    if (now.isByTheDay()) {
      Amount today = usage.on(limiter.day());
      long seconds = untilTomorrow().toSeconds();
      addOfDay(state, now, Limit.EVENTS_PER_DAY, today.events(), seconds);
      addOfDay(state, now, Limit.BYTES_PER_DAY, today.bytes(), seconds);
    }
    return new LimitFields(now.policy(), state.toString());
  }

  private static void addOfDay(
      StringBuilder state, Terms now, Limit limit, long used, long seconds) {
    long value = now.limits().of(limit);
    if (value != Limit.UNLIMITED) {
      add(state, limit, value - used, seconds);
    }
  }

  private static void add(StringBuilder state, Limit limit, long left, long seconds) {
    state.append(state.isEmpty() ? "" : ", ").append('"').append(limit.word()).append('"');
    state.append(";r=").append(Math.max(0, left)).append(";t=").append(seconds);
  }

  /** The stream, with what this tenant is held to where that is less. */
  public Stream narrowed(Stream stream) {
    return terms.payload().of(stream);
  }

  /** The most bytes of one request; {@code otherwise} is what others may. */
  public int requestBytesMax(int otherwise) {
    return terms.payload().requestBytesMax(otherwise);
  }

  /** How much of what is short it gets beside other tenants. */
  public int weight() {
    return terms.weight();
  }

  public String tenantId() {
    return terms.tenant().id();
  }

  Terms terms() {
    return terms;
  }

  DayUsage usage() {
    return usage;
  }

  /** Whether it is this caller's to take more: one at a time does. */
  boolean beginTaking() {
    return !isTaking.get() && isTaking.compareAndSet(false, true);
  }

  void endTaking() {
    isTaking.set(false);
  }

  /** Whether it was used since this was asked for the last time, or still is. */
  boolean wasUsed() {
    boolean was = isUsed;
    isUsed = false;
    return was || isTaking.get() || usage.isDue();
  }
}
