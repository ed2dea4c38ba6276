package io.penstock.access.limit;

import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Limits;
import io.penstock.access.tenant.Tenant;
import io.penstock.access.tenant.Tier;
import io.penstock.config.Section;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What each tier has booked.
 *
 * @param burst what tenants save up while they send less than they may: so much time's worth
 */
public record LimitConfig(Map<Tier, Plan> tiers, Duration burst) {
  /**
   * What one tier has.
   *
   * @param weight how much of a node's memory a tenant gets beside others, when it is short
   */
  public record Plan(Limits limits, int weight) {}

  /** {@code access} is the section of that name. */
  public static LimitConfig read(Section access) {
    Map<Tier, Plan> tiers = new EnumMap<>(Tier.class);
    Section all = access.section("tiers");
    for (Tier tier : Tier.values()) {
      tiers.put(tier, plan(all.section(tier.name().toLowerCase(Locale.ROOT)), tier));
    }
    return new LimitConfig(
        tiers,
        access.duration(
            "limit-burst", Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(30)));
  }

  private static Plan plan(Section section, Tier tier) {
    Map<Limit, Long> limits = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      String text = section.text(limit.word(), Limit.UNLIMITED_WORD);
      limit
          .read(text)
          .ifPresentOrElse(
              value -> named(limits, limit, value),
              () -> section.reject(limit.word(), "'" + text + "' is not " + limit.wanted()));
    }
    return new Plan(new Limits(limits), section.wholeNumber("weight", weight(tier), 1, 1_000));
  }

  private static void named(Map<Limit, Long> limits, Limit limit, long value) {
    if (value != Limit.UNLIMITED) {
      limits.put(limit, value);
    }
  }

  private static int weight(Tier tier) {
    return switch (tier) {
      case FREE -> 1;
      case PAID -> 4;
      case ENTERPRISE -> 16;
    };
  }

  /** The tenant's own limits, and those of its tier where it has none. */
  public Limits limits(Tenant tenant) {
    return tenant.limits().orElse(plan(tenant).limits());
  }

  public int weight(Tenant tenant) {
    return plan(tenant).weight();
  }

  private Plan plan(Tenant tenant) {
    return tiers.getOrDefault(tenant.tier(), new Plan(Limits.NONE, 1));
  }
}
