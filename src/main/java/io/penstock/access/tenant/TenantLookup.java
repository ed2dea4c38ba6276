package io.penstock.access.tenant;

import java.util.Optional;

/** Knows tenants by their ids. */
public interface TenantLookup {
  Optional<Tenant> tenant(String id);

  /** Whether there is such a tenant, of which this version of ours does not know what it may do. */
  boolean isUnreadable(String id);
}
