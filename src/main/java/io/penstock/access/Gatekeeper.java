package io.penstock.access;

import io.penstock.access.Admission.Admitted;
import io.penstock.access.Admission.Denied;
import io.penstock.access.audit.Denials;
import io.penstock.access.audit.Subject;
import io.penstock.access.certificate.Certified;
import io.penstock.access.network.ClientAddress;
import io.penstock.access.network.IpAddress;
import io.penstock.access.tenant.Scope;
import io.penstock.access.tenant.Tenant;
import io.penstock.access.tenant.TenantLookup;
import java.util.Optional;
import java.util.Set;

/** Decides who is let in, without asking anybody. For any thread. */
public final class Gatekeeper {
  private final ClientAddress clients;
  private final Optional<StaticKey> one;
  private final Optional<TenantKeys> many;
  private final TenantLookup tenants;
  private final Denials denials;

  /**
   * {@code tenants} are those of the database; {@code many} their keys, where this node can know
   * any.
   */
  public Gatekeeper(
      AccessConfig config, TenantLookup tenants, Optional<TenantKeys> many, Denials denials) {
    this.tenants = tenants;
    this.clients = new ClientAddress(config.trustedProxies(), config.forwardingHeader());
    this.one = config.key().map(key -> new StaticKey(key, config.tenant()));
    this.many = many;
    this.denials = denials;
  }

  /** Lets in whose key has one of the scopes. */
  public Admission admit(Credentials given, Set<Scope> scopes) {
    Optional<IpAddress> client =
        IpAddress.parse(given.peer()).flatMap(peer -> clients.of(peer, given.headers()));
    Admission admission =
        client
            .map(address -> admit(given, address, scopes))
            .orElseGet(() -> new Denied(Denial.NO_ADDRESS));
    if (admission instanceof Denied(Denial why, Subject subject)) {
      denials.note(why.code(), subject, client.map(IpAddress::text).orElse(given.peer()));
    }
    return admission;
  }

  /** What people decided of the tenant holds for its certificates too. */
  private Admission admit(Certified sender, IpAddress client) {
    if (tenants.isUnreadable(sender.tenant())) {
      return new Denied(Denial.UNREADABLE);
    }
    return tenants
        .tenant(sender.tenant())
        .map(owner -> admit(sender, owner, client))
        .orElseGet(
            () ->
                new Admitted(
                    new Caller(
                        Tenant.ofConfiguration(sender.tenant()),
                        sender.keyId(),
                        client.text(),
                        Optional.empty())));
  }

  private static Admission admit(Certified sender, Tenant owner, IpAddress client) {
    if (!owner.isWithin(client)) {
      return new Denied(Denial.WRONG_NETWORK, sender.subject());
    }
    return owner.state() == Tenant.State.SUSPENDED
        ? new Denied(Denial.SUSPENDED, sender.subject())
        : new Admitted(new Caller(owner, sender.keyId(), client.text(), Optional.empty()));
  }

  /** Why somebody who is let in may not send to that stream; empty where it may. */
  public Optional<Denial> denies(Caller caller, String stream) {
    if (caller.tenant().maySendTo(stream)) {
      return Optional.empty();
    }
    denials.note(Denial.NO_STREAM.code(), caller.subject(), caller.address());
    return Optional.of(Denial.NO_STREAM);
  }

  private Admission admit(Credentials given, IpAddress client, Set<Scope> scopes) {
    if (given.areSeveral()) {
      return new Denied(Denial.MALFORMED);
    }
    String key = given.key();
    if (key.isEmpty()) {
      return given
          .certified()
          .map(sender -> admit(sender, client))
          .orElseGet(() -> new Denied(Denial.NO_CREDENTIALS));
    }
    if (one.isPresent() && one.get().is(key)) {
      return new Admitted(one.get().caller(client.text()));
    }
    return many.isEmpty() ? new Denied(Denial.UNKNOWN) : many.get().admit(key, client, scopes);
  }
}
