package io.penstock.access;

import io.penstock.access.audit.Subject;
import io.penstock.access.signing.SigningKey;
import io.penstock.access.tenant.Tenant;
import java.util.Optional;

/**
 * Who sends.
 *
 * @param tenant whose events they are
 * @param keyId the public name of the key
 * @param address where the request comes from, behind proxies of ours too
 * @param signsWith what the request must be signed with; empty where it need not be
 */
public record Caller(Tenant tenant, String keyId, String address, Optional<SigningKey> signsWith) {
  public Subject subject() {
    return new Subject(tenant.id(), keyId);
  }

  public String tenantId() {
    return tenant.id();
  }
}
