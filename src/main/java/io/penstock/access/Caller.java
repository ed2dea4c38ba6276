package io.penstock.access;

import io.penstock.access.tenant.Tenant;

/**
 * Who sends.
 *
 * @param tenant whose events they are
 * @param keyId the public name of the key
 * @param address where the request comes from, behind proxies of ours too
 */
public record Caller(Tenant tenant, String keyId, String address) {
  public String tenantId() {
    return tenant.id();
  }
}
