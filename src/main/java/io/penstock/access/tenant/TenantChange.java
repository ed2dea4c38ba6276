package io.penstock.access.tenant;

import io.penstock.access.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to become of a tenant; what is empty stays as it is.
 *
 * @param limits those that change; an empty one is as the tier has it from then on
 */
public record TenantChange(
    Optional<String> name,
    Optional<Tier> tier,
    Optional<Tenant.State> state,
    Optional<List<Network>> networks,
    Optional<Set<String>> streams,
    Map<Limit, Optional<Long>> limits) {

  /** A new one; what is empty is as little as there can be. */
  public Tenant create(String id, long nowMillis) {
    return on(
        new Tenant(
            id, id, Tier.FREE, Tenant.State.ACTIVE, List.of(), Set.of(), Limits.NONE, nowMillis, 0),
        0);
  }

  Tenant on(Tenant tenant, long revision) {
    return new Tenant(
        tenant.id(),
        name.orElse(tenant.name()),
        tier.orElse(tenant.tier()),
        state.orElse(tenant.state()),
        networks.orElse(tenant.networks()),
        streams.orElse(tenant.streams()),
        tenant.limits().with(limits),
        tenant.createdAtMillis(),
        revision);
  }
}
