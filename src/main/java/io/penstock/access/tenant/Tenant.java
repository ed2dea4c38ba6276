package io.penstock.access.tenant;

import io.penstock.access.network.IpAddress;
import io.penstock.access.network.Network;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose events they are.
 *
 * @param networks from where its keys may be used; empty for everywhere
 * @param streams to which it may send; empty for all
 * @param limits its own; what they do not name is as its tier has it
 * @param revision counts the changes of all tenants and keys: the later has the higher
 */
public record Tenant(
    String id,
    String name,
    Tier tier,
    State state,
    List<Network> networks,
    Set<String> streams,
    Limits limits,
    long createdAtMillis,
    long revision) {
  public static final int NAME_CHARS_MAX = 200;

  /** What an id may be, in words. */
  public static final String ID_WANTED = "1 to 64 letters, digits, dots, dashes or underscores";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Whether it may send. */
  public enum State {
    ACTIVE,
    SUSPENDED
  }

  /** The one that the configuration knows, and the database does not. */
  public static Tenant ofConfiguration(String id) {
    return new Tenant(
        id, id, Tier.ENTERPRISE, State.ACTIVE, List.of(), Set.of(), Limits.NONE, 0, 0);
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  Tenant asOf(long later) {
    return new Tenant(id, name, tier, state, networks, streams, limits, createdAtMillis, later);
  }

  /** Whether its keys may be used from there. */
  public boolean isWithin(IpAddress client) {
    return Network.anyHas(networks, client);
  }

  public boolean maySendTo(String stream) {
    return streams.isEmpty() || streams.contains(stream);
  }
}
