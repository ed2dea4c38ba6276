package io.penstock.access.tenant;

import io.penstock.access.key.KeyHash;
import io.penstock.access.network.Network;
import java.util.List;
import java.util.Set;

/**
 * What is known of a tenant's key.
 *
 * @param id its public name
 * @param networks from where it may be used; empty for everywhere that its tenant's may
 * @param replaces the key that it was made to replace; empty for none
 * @param signingSecret what requests are to be signed with, encrypted; empty where they need not be
 * @param revision counts the changes of all tenants and keys: the later has the higher
 */
public record TenantKey(
    String id,
    String tenant,
    KeyHash hash,
    Set<Scope> scopes,
    List<Network> networks,
    Life life,
    String replaces,
    String signingSecret,
    KeyUse use,
    long revision) {

  /** From when to when it opens anything: milliseconds since 1970, 0 for never. */
  public record Life(long createdAtMillis, long expiresAtMillis, long revokedAtMillis) {
    public boolean isRevoked() {
      return revokedAtMillis > 0;
    }

    public boolean isExpired(long nowMillis) {
      return expiresAtMillis > 0 && expiresAtMillis <= nowMillis;
    }

    Life endingAt(long millis) {
      return new Life(createdAtMillis, millis, revokedAtMillis);
    }

    Life revokedAt(long millis) {
      return new Life(createdAtMillis, expiresAtMillis, millis);
    }
  }

  public boolean isLive(long nowMillis) {
    return !life.isRevoked() && !life.isExpired(nowMillis);
  }

  public boolean isToBeSigned() {
    return !signingSecret.isEmpty();
  }

  TenantKey with(Life changed, long asOf) {
    return new TenantKey(
        id, tenant, hash, scopes, networks, changed, replaces, signingSecret, use, asOf);
  }

  /** The same, for all who note its use where they noted that of the other. */
  TenantKey usedAs(TenantKey before) {
    before.use.note(use.lastMillis());
    return new TenantKey(
        id, tenant, hash, scopes, networks, life, replaces, signingSecret, before.use, revision);
  }
}
