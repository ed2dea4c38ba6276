package io.penstock.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * Knows one key. It is given as {@code Authorization: Bearer <key>}, {@code Authorization: Bearer
 * <tenant>:<key>} or {@code X-API-Key: <key>}, and compared in a time that tells nothing about it.
 */
public final class StaticKey {
  private static final String KEY_ID = "static";
  private static final String BEARER = "bearer ";

  private final Caller caller;
  private final byte[] key;
  private final byte[] tenantAndKey;

  public StaticKey(String key, String tenant) {
    this.caller = new Caller(tenant, KEY_ID);
    this.key = key.getBytes(UTF_8);
    this.tenantAndKey = (tenant + ':' + key).getBytes(UTF_8);
  }

  /** Who sends a request with these headers, each of which may be empty. */
  public Optional<Caller> authenticate(String authorization, String apiKey) {
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    byte[] given =
        (bearer ? authorization.substring(BEARER.length()).strip() : apiKey).getBytes(UTF_8);
    boolean isKey = MessageDigest.isEqual(given, key);
    boolean isTenantAndKey = MessageDigest.isEqual(given, tenantAndKey);
    boolean known = isKey || isTenantAndKey;
    return known ? Optional.of(caller) : Optional.empty();
  }
}
