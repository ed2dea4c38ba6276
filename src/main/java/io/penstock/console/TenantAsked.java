package io.penstock.console;

import io.penstock.access.network.Network;
import io.penstock.access.tenant.KeyWish;
import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Scope;
import io.penstock.access.tenant.Tenant;
import io.penstock.access.tenant.TenantChange;
import io.penstock.access.tenant.Tier;
import io.penstock.deadletter.Filter.Unusable;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a request wants of a tenant or a key; what it cannot mean is {@link Unusable}. */
final class TenantAsked {
  /** In place of a limit: as the tenant's tier has it. */
  private static final String AS_TIER = "tier";

  private static final int SECONDS_MAX = 999_999_999;

  private final Set<String> streams;

  /** {@code streams} are the names of all that there are. */
  TenantAsked(Set<String> streams) {
    this.streams = streams;
  }

  static String id(JsonObject body) throws Unusable {
    String id = Asked.text(body, "id");
    if (!Tenant.isId(id)) {
      throw new Unusable("id: '%s' is not %s".formatted(id, Tenant.ID_WANTED));
    }
    return id;
  }

  /**
   * One that is to be made. There an empty list is a slip, such as a variable that is not set, and
   * it would open everything.
   */
  TenantChange newTenant(JsonObject body) throws Unusable {
    requireSome(body, "networks", "from everywhere");
    requireSome(body, "streams", "to all streams");
    return tenant(body);
  }

  private static void requireSome(JsonObject body, String name, String without) throws Unusable {
    if (body.containsKey(name) && Asked.texts(body, name).isEmpty()) {
      throw new Unusable(
          "%s: is empty; leave it out where the tenant is to send %s".formatted(name, without));
    }
  }

  TenantChange tenant(JsonObject body) throws Unusable {
    return new TenantChange(
        body.containsKey("name") ? Optional.of(name(body)) : Optional.empty(),
        choice(body, "tier", Tier.class),
        choice(body, "state", Tenant.State.class),
        body.containsKey("networks") ? Optional.of(networks(body)) : Optional.empty(),
        body.containsKey("streams") ? Optional.of(streams(body)) : Optional.empty(),
        limits(body));
  }

  /** An object of their names, with what each is to be; or {@code tier}. */
  private static Map<Limit, Optional<Long>> limits(JsonObject body) throws Unusable {
    Map<Limit, Optional<Long>> limits = new EnumMap<>(Limit.class);
    for (Map.Entry<String, Object> each : Asked.object(body, "limits")) {
      Limit limit =
          Limit.named(each.getKey())
              .orElseThrow(
                  () ->
                      new Unusable(
                          "limits: '%s' is not one of %s".formatted(each.getKey(), Limit.WORDS)));
      limits.put(limit, limit(limit, String.valueOf(each.getValue())));
    }
    return limits;
  }

  private static Optional<Long> limit(Limit limit, String value) throws Unusable {
    if (value.equals(AS_TIER)) {
      return Optional.empty();
    }
    return Optional.of(
        limit
            .read(value)
            .orElseThrow(
                () ->
                    new Unusable(
                        "limits: %s: '%s' is not %s, nor %s"
                            .formatted(limit.word(), value, limit.wanted(), AS_TIER))));
  }

  private static String name(JsonObject body) throws Unusable {
    String name = Asked.text(body, "name");
    if (name.length() > Tenant.NAME_CHARS_MAX) {
      throw new Unusable("name: is longer than %d characters".formatted(Tenant.NAME_CHARS_MAX));
    }
    return name;
  }

  KeyWish key(JsonObject body) throws Unusable {
    return new KeyWish(
        Asked.text(body, "tenant"),
        scopes(body),
        networks(body),
        body.containsKey("expiresInSeconds")
            ? Optional.of(seconds(body, "expiresInSeconds", 0))
            : Optional.empty(),
        Asked.flag(body, "signed"));
  }

  /** From one second on. */
  static Duration seconds(JsonObject body, String name, int otherwise) throws Unusable {
    return Duration.ofSeconds(Asked.number(body, name, otherwise, 1, SECONDS_MAX));
  }

  private static Set<Scope> scopes(JsonObject body) throws Unusable {
    Set<Scope> scopes = new HashSet<>();
    for (String name : Asked.texts(body, "scopes")) {
      scopes.add(named(Scope.class, "scopes", name));
    }
    return scopes.isEmpty() ? Scope.SENDING : Set.copyOf(scopes);
  }

  private static List<Network> networks(JsonObject body) throws Unusable {
    List<Network> networks = new ArrayList<>();
    for (String text : Asked.texts(body, "networks")) {
      networks.add(
          Network.parse(text)
              .orElseThrow(
                  () ->
                      new Unusable(
                          "networks: '%s' is no network such as 10.0.0.0/8, and no address"
                              .formatted(text))));
    }
    return networks;
  }

  private Set<String> streams(JsonObject body) throws Unusable {
    Set<String> named = Set.copyOf(new HashSet<>(Asked.texts(body, "streams")));
    if (!streams.containsAll(named)) {
      throw new Unusable(
          "streams: expected some of %s".formatted(streams.stream().sorted().toList()));
    }
    return named;
  }

  private static <E extends Enum<E>> Optional<E> choice(JsonObject body, String name, Class<E> type)
      throws Unusable {
    return body.containsKey(name)
        ? Optional.of(named(type, name, Asked.text(body, name)))
        : Optional.empty();
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name, String value)
      throws Unusable {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () -> new Unusable("%s: '%s' is not one of %s".formatted(name, value, names(type))));
  }

  private static List<String> names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(one -> one.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
