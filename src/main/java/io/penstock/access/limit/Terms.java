package io.penstock.access.limit;

import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Limits;
import io.penstock.access.tenant.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What holds for a tenant until somebody changes it.
 *
 * @param leases one for each rate that it is held to
 * @param policy as {@code RateLimit-Policy} says it; empty where there is no limit
 */
record Terms(
    Tenant tenant,
    Limits limits,
    int weight,
    List<Lease> leases,
    PayloadRules payload,
    String policy) {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  static Terms of(Tenant tenant, Limits limits, int weight, List<Lease> leases) {
    return new Terms(tenant, limits, weight, leases, new PayloadRules(limits), policy(limits));
  }

  boolean isUnlimited() {
    return policy.isEmpty();
  }

  boolean isByTheDay() {
    return limits.of(Limit.EVENTS_PER_DAY) != Limit.UNLIMITED
        || limits.of(Limit.BYTES_PER_DAY) != Limit.UNLIMITED;
  }

  Optional<Lease> lease(Limit limit) {
    return leases.stream().filter(lease -> lease.limit() == limit).findFirst();
  }

  private static String policy(Limits limits) {
    var policy = new StringBuilder();
    add(policy, limits, Limit.EVENTS_PER_SECOND, 1);
    add(policy, limits, Limit.BYTES_PER_SECOND, 1);
    add(policy, limits, Limit.EVENTS_PER_DAY, DAY_SECONDS);
    add(policy, limits, Limit.BYTES_PER_DAY, DAY_SECONDS);
    return policy.toString();
  }

  private static void add(StringBuilder policy, Limits limits, Limit limit, long seconds) {
    long value = limits.of(limit);
    if (value != Limit.UNLIMITED) {
      policy.append(policy.isEmpty() ? "" : ", ").append('"').append(limit.word()).append('"');
      policy.append(limit.isOfBytes() ? ";qu=\"content-bytes\"" : "");
      policy.append(";q=").append(value).append(";w=").append(seconds);
    }
  }
}
