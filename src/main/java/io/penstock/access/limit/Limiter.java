package io.penstock.access.limit;

import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Limits;
import io.penstock.access.tenant.Tenant;
import io.penstock.cluster.LocalBuckets;
import io.penstock.cluster.SharedBuckets;
import io.penstock.cluster.SharedBuckets.Filling;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Holds tenants to their rates, on all nodes together. A tenant's tokens come into buckets that the
 * nodes share; each node takes some before it needs them, so that no request waits for another
 * node. Half of a burst is in those buckets, and half is shared out to the nodes. A node that does
 * not get an answer fills its own share by itself. For any thread.
 */
public final class Limiter {
  /** The buckets in which nodes share what tenants may send. */
  public static final String BUCKETS = "quota.tenants";

  private static final List<Limit> RATES = List.of(Limit.EVENTS_PER_SECOND, Limit.BYTES_PER_SECOND);

  /** Between two questions where the first brought too little, half as long again at most. */
  private static final long PAUSE_MILLIS = 50;

  private static final Duration RETRY_MIN = Duration.ofSeconds(1);

  private final LimitConfig config;
  private final Shares shares;
  private final SharedBuckets buckets;
  private final LocalBuckets own;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
  private volatile Optional<Vertx> vertx = Optional.empty();

  /** {@code random} is for any thread. */
  public Limiter(
      LimitConfig config,
      Shares shares,
      SharedBuckets buckets,
      Clock clock,
      RandomGenerator random) {
    this.config = config;
    this.shares = shares;
    this.buckets = buckets;
    this.own = new LocalBuckets(clock);
    this.clock = clock;
    this.random = random;
  }

  /** Before this, tenants have what was shared out to this node, and no more. */
  public void open(Vertx timers) {
    vertx = Optional.of(timers);
  }

  /** What holds for the tenant, as it is now. */
  public Allowance of(Tenant tenant) {
    Allowance known = allowances.get(tenant.id());
    if (known == null) {
      known =
          allowances.computeIfAbsent(
              tenant.id(), first -> new Allowance(this, terms(tenant, Optional.empty())));
    }
    known.meet(tenant);
    return known;
  }

  /** Of a rate that has not changed it keeps what is left, and what is owed. */
  Terms terms(Tenant tenant, Optional<Terms> before) {
    Limits limits = config.limits(tenant);
    List<Lease> leases = new ArrayList<>();
    for (Limit limit : RATES) {
      long perSecond = limits.of(limit);
      if (perSecond != Limit.UNLIMITED) {
        leases.add(lease(limit, perSecond, before.flatMap(terms -> terms.lease(limit))));
      }
    }
    return Terms.of(tenant, limits, config.weight(tenant), List.copyOf(leases));
  }

  private Lease lease(Limit limit, long perSecond, Optional<Lease> before) {
    long capacity = capacity(perSecond);
    return before
        .map(
            old ->
                old.perSecond() == perSecond
                    ? old
                    : new Lease(limit, perSecond, Math.min(old.left(), capacity)))
        .orElseGet(() -> new Lease(limit, perSecond, capacity));
  }

  /** How many tokens this node keeps of a rate. */
  long capacity(long perSecond) {
    return halfABurst(perSecond, shares.alone());
  }

  private long halfABurst(long perSecond, double share) {
    return Math.max(1, (long) (perSecond * share * config.burst().toMillis() / 2_000));
  }

  /** Unless that is under way. */
  void takeMore(Allowance allowance) {
    if (vertx.isPresent() && allowance.beginTaking()) {
      take(allowance, vertx.get());
    }
  }

  private void take(Allowance allowance, Vertx timers) {
    Terms terms = allowance.terms();
    String tenant = terms.tenant().id();
    long[] wanted = wanted(terms);
    buckets
        .take(tenant, filling(terms, shares.together()), wanted)
        .onSuccess(answered -> own.forget(tenant))
        .recover(late -> own.take(tenant, filling(terms, shares.alone()), wanted))
        .onSuccess(taken -> add(terms, taken))
        .onComplete(asked -> goOn(allowance, timers));
  }

  private long[] wanted(Terms terms) {
    long[] wanted = new long[RATES.size()];
    for (Lease lease : terms.leases()) {
      wanted[bucketOf(lease)] = Math.max(0, capacity(lease.perSecond()) - lease.left());
    }
    return wanted;
  }

  /** A bucket for each rate that there may be: nodes may not agree yet which a tenant has. */
  private Filling filling(Terms terms, double share) {
    long[] perSecond = new long[RATES.size()];
    long[] capacities = new long[RATES.size()];
    for (Lease lease : terms.leases()) {
      int bucket = bucketOf(lease);
      perSecond[bucket] = (long) (lease.perSecond() * 1_000 * share);
      capacities[bucket] = halfABurst(lease.perSecond(), share);
    }
    return new Filling(perSecond, capacities);
  }

  private static void add(Terms terms, long[] taken) {
    terms.leases().forEach(lease -> lease.add(taken[bucketOf(lease)]));
  }

  private static int bucketOf(Lease lease) {
    return RATES.indexOf(lease.limit());
  }

  /** As long as there is too little, whether or not anybody sends: the next one is to find some. */
  private void goOn(Allowance allowance, Vertx timers) {
    long owedMillis = 0;
    boolean isLow = false;
    for (Lease lease : allowance.terms().leases()) {
      isLow |= lease.isLow(capacity(lease.perSecond()));
      owedMillis = Math.max(owedMillis, lease.untilMore().toMillis());
    }
    if (isLow) {
      timers.setTimer(pause(owedMillis), later -> take(allowance, timers));
    } else {
      allowance.endTaking();
    }
  }

  /**
   * Nodes that ask at different times get equal parts in the long run. None waits so long that the
   * buckets are full before.
   */
  private long pause(long owedMillis) {
    long pause = Math.clamp(owedMillis / 2, PAUSE_MILLIS, config.burst().toMillis() / 4);
    return pause + random.nextLong(pause / 2);
  }

  /** A moment after that, another for each. */
  Duration later(Duration wait) {
    long millis = Math.max(RETRY_MIN.toMillis(), wait.toMillis());
    long jitter = Math.min(millis / 2, TimeUnit.MINUTES.toMillis(1)) + RETRY_MIN.toMillis();
    return Duration.ofMillis(millis + random.nextLong(jitter));
  }

  long millis() {
    return clock.millis();
  }

  /** Since 1970. */
  int day() {
    return (int) TimeUnit.MILLISECONDS.toDays(clock.millis());
  }

  /** Forgets who has not sent since the last time; to be called every ten minutes or so. */
  public void forget() {
    allowances.forEach(
        (tenant, allowance) -> {
          if (!allowance.wasUsed()) {
            allowances.remove(tenant, allowance);
            own.forget(tenant);
          }
        });
  }

  /** Of all who have sent lately. */
  Iterable<Allowance> allowances() {
    return allowances.values();
  }
}
