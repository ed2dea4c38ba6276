package io.penstock.access.tenant;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Tenants and keys for people and programs: all of them but what is secret. */
public final class TenantJson {
  private TenantJson() {}

  public static JsonObject of(Tenant tenant) {
    return new JsonObject()
        .put("id", tenant.id())
        .put("name", tenant.name())
        .put("tier", name(tenant.tier()))
        .put("state", name(tenant.state()))
        .put("networks", texts(tenant.networks()))
        .put("streams", texts(tenant.streams()))
        .put("limits", limits(tenant.limits()))
        .put("createdAt", time(tenant.createdAtMillis()));
  }

  private static JsonObject limits(Limits limits) {
    var json = new JsonObject();
    Arrays.stream(Limit.values())
        .filter(limits.named()::containsKey)
        .forEach(limit -> json.put(limit.word(), limit.text(limits.of(limit))));
    return json;
  }

  /** What a key is at that time, too: {@code live}, {@code expired} or {@code revoked}. */
  public static JsonObject of(TenantKey key, long nowMillis) {
    return facts(key)
        .put("state", state(key, nowMillis))
        .put("lastUsedAt", time(key.use().lastMillis()));
  }

  /** What people decided of it. */
  static JsonObject facts(TenantKey key) {
    return new JsonObject()
        .put("id", key.id())
        .put("tenant", key.tenant())
        .put("scopes", texts(key.scopes().stream().map(TenantJson::name).toList()))
        .put("networks", texts(key.networks()))
        .put("signed", key.isToBeSigned())
        .put("replaces", key.replaces())
        .put("createdAt", time(key.life().createdAtMillis()))
        .put("expiresAt", time(key.life().expiresAtMillis()))
        .put("revokedAt", time(key.life().revokedAtMillis()));
  }

  private static String state(TenantKey key, long nowMillis) {
    return key.life().isRevoked() ? "revoked" : key.isLive(nowMillis) ? "live" : "expired";
  }

  private static JsonArray texts(Collection<?> all) {
    var texts = new JsonArray();
    all.stream().map(String::valueOf).sorted().forEach(texts::add);
    return texts;
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /** Empty for never. */
  private static String time(long millis) {
    return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
  }
}
