package io.penstock.access;

import io.penstock.access.Admission.Admitted;
import io.penstock.access.Admission.Denied;
import io.penstock.access.audit.Subject;
import io.penstock.access.key.ApiKey;
import io.penstock.access.key.KeyHash;
import io.penstock.access.key.KeyHasher;
import io.penstock.access.network.IpAddress;
import io.penstock.access.network.Network;
import io.penstock.access.signing.SigningKey;
import io.penstock.access.signing.SigningKeys;
import io.penstock.access.tenant.Directory;
import io.penstock.access.tenant.Scope;
import io.penstock.access.tenant.Tenant;
import io.penstock.access.tenant.TenantKey;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the keys of tenants. Whatever is wrong with one, it is hashed and looked for: how long that
 * takes tells nobody which keys there are.
 */
public final class TenantKeys {
  private final Directory directory;
  private final KeyHasher hasher;
  private final SigningKeys signingKeys;
  private final Clock clock;
  private final KeyHash ofNobody;

  public TenantKeys(Directory directory, KeyHasher hasher, SigningKeys signingKeys, Clock clock) {
    this.directory = directory;
    this.hasher = hasher;
    this.signingKeys = signingKeys;
    this.clock = clock;
    this.ofNobody = hasher.of("");
  }

  /** {@code given} is a key, or a tenant, a colon and a key. */
  Admission admit(String given, IpAddress client, Set<Scope> scopes) {
    if (!directory.isUsable()) {
      return new Denied(Denial.NOT_KNOWN);
    }
    ApiKey.Read read = ApiKey.read(given.substring(given.indexOf(':') + 1));
    Optional<TenantKey> known = directory.key(read.id());
    KeyHash hash = hasher.of(read.text());
    boolean isIt = hash.equals(known.map(TenantKey::hash).orElse(ofNobody));
    if (!read.isSound()) {
      return new Denied(Denial.MALFORMED);
    }
    return isIt && known.isPresent()
        ? admit(known.get(), given, client, scopes)
        : new Denied(unknown(directory.isUnreadableKey(read.id())));
  }

  private Admission admit(TenantKey key, String given, IpAddress client, Set<Scope> scopes) {
    return directory
        .tenant(key.tenant())
        .map(owner -> admit(key, owner, given, client, scopes))
        .orElseGet(() -> new Denied(unknown(directory.isUnreadable(key.tenant()))));
  }

  private static Denial unknown(boolean hereAlone) {
    return hereAlone ? Denial.UNREADABLE : Denial.UNKNOWN;
  }

  private Admission admit(
      TenantKey key, Tenant owner, String given, IpAddress client, Set<Scope> scopes) {
    long now = clock.millis();
    Optional<Denial> denial =
        wrong(key, owner, given, client, now).or(() -> forbidden(key, owner, scopes));
    if (denial.isPresent()) {
      return new Denied(denial.get(), new Subject(owner.id(), key.id()));
    }
    key.use().note(now);
    return new Admitted(new Caller(owner, key.id(), client.text(), signsWith(key)));
  }

  private Optional<SigningKey> signsWith(TenantKey key) {
    return key.isToBeSigned()
        ? Optional.of(signingKeys.open(key.signingSecret()))
        : Optional.empty();
  }

  private static Optional<Denial> wrong(
      TenantKey key, Tenant owner, String given, IpAddress client, long now) {
    if (key.life().isRevoked()) {
      return Optional.of(Denial.REVOKED);
    }
    if (key.life().isExpired(now)) {
      return Optional.of(Denial.EXPIRED);
    }
    if (namesAnother(given, owner)) {
      return Optional.of(Denial.WRONG_TENANT);
    }
    return owner.isWithin(client) && Network.anyHas(key.networks(), client)
        ? Optional.empty()
        : Optional.of(Denial.WRONG_NETWORK);
  }

  private static boolean namesAnother(String given, Tenant owner) {
    int colon = given.indexOf(':');
    return colon >= 0 && !given.substring(0, colon).equals(owner.id());
  }

  private static Optional<Denial> forbidden(TenantKey key, Tenant owner, Set<Scope> scopes) {
    if (owner.state() == Tenant.State.SUSPENDED) {
      return Optional.of(Denial.SUSPENDED);
    }
    return Collections.disjoint(key.scopes(), scopes)
        ? Optional.of(Denial.NO_SCOPE)
        : Optional.empty();
  }
}
