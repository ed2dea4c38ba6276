package io.penstock.access.tenant;

import io.penstock.access.key.KeyHash;
import io.penstock.access.network.Network;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tenants and keys as the control database has them; a list is one text with commas between. */
final class TenantRows {
  static final String TENANT =
      "id, name, tier, state, networks, streams, limits, created_at_millis, revision";
  static final String KEY =
      "id, tenant, hash, scopes, networks, created_at_millis, expires_at_millis,"
          + " revoked_at_millis, last_used_at_millis, replaces, signing_secret, revision";

  private TenantRows() {}

  static Tenant tenant(Row row) {
    return tenant(row.toJson());
  }

  static Tenant tenant(JsonObject row) {
    return new Tenant(
        row.getString("id"),
        row.getString("name"),
        named(Tier.class, row.getString("tier")),
        named(Tenant.State.class, row.getString("state")),
        networks(row.getString("networks")),
        split(row.getString("streams")).collect(Collectors.toUnmodifiableSet()),
        Limits.read(row.getString("limits")),
        row.getLong("created_at_millis"),
        row.getLong("revision"));
  }

  static Tuple tuple(Tenant tenant) {
    return Tuple.of(
        tenant.id(),
        tenant.name(),
        name(tenant.tier()),
        name(tenant.state()),
        joined(tenant.networks()),
        joined(tenant.streams()),
        tenant.limits().text(),
        tenant.createdAtMillis(),
        tenant.revision());
  }

  static TenantKey key(Row row) {
    return key(row.toJson());
  }

  static TenantKey key(JsonObject row) {
    return new TenantKey(
        row.getString("id"),
        row.getString("tenant"),
        KeyHash.of(row.getString("hash")),
        scopes(row.getString("scopes")),
        networks(row.getString("networks")),
        new TenantKey.Life(
            row.getLong("created_at_millis"),
            row.getLong("expires_at_millis"),
            row.getLong("revoked_at_millis")),
        row.getString("replaces"),
        row.getString("signing_secret"),
        new KeyUse(row.getLong("last_used_at_millis")),
        row.getLong("revision"));
  }

  static Tuple tuple(TenantKey key) {
    return Tuple.tuple()
        .addString(key.id())
        .addString(key.tenant())
        .addString(key.hash().hex())
        .addString(joined(key.scopes().stream().map(TenantRows::name).toList()))
        .addString(joined(key.networks()))
        .addLong(key.life().createdAtMillis())
        .addLong(key.life().expiresAtMillis())
        .addLong(key.life().revokedAtMillis())
        .addLong(key.use().lastMillis())
        .addString(key.replaces())
        .addString(key.signingSecret())
        .addLong(key.revision());
  }

  /** As {@link #tenant(JsonObject)} reads it. */
  static JsonObject row(Tenant tenant) {
    return row(TENANT, tuple(tenant));
  }

  /** As {@link #key(JsonObject)} reads it. */
  static JsonObject row(TenantKey key) {
    return row(KEY, tuple(key));
  }

  private static JsonObject row(String columns, Tuple values) {
    var row = new JsonObject();
    int at = 0;
    for (String column : columns.split(",", -1)) {
      row.put(column.strip(), values.getValue(at++));
    }
    return row;
  }

  private static Set<Scope> scopes(String text) {
    return split(text)
        .map(name -> named(Scope.class, name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Network> networks(String text) {
    return split(text).map(TenantRows::network).toList();
  }

  private static Network network(String text) {
    return Network.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no network"));
  }

  private static Stream<String> split(String text) {
    return Arrays.stream(text.split(",")).filter(part -> !part.isEmpty());
  }

  private static String joined(Collection<?> parts) {
    return parts.stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> name(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no %s that this version knows"
                        .formatted(name, type.getSimpleName().toLowerCase(Locale.ROOT))));
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
