package io.penstock.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.access.tenant.Tenant;
import io.penstock.config.Secret;
import java.security.MessageDigest;
import java.util.Optional;

/** The one key that the configuration has, of one tenant. */
final class StaticKey {
  private static final String ID = "static";

  private final Tenant tenant;
  private final byte[] key;
  private final byte[] tenantAndKey;

  StaticKey(Secret key, String tenant) {
    this.tenant = Tenant.ofConfiguration(tenant);
    this.key = key.reveal().getBytes(UTF_8);
    this.tenantAndKey = (tenant + ':' + key.reveal()).getBytes(UTF_8);
  }

  /** Whether this is it, with or without the tenant; takes a time that tells nothing of it. */
  boolean is(String given) {
    byte[] bytes = given.getBytes(UTF_8);
    boolean isKey = MessageDigest.isEqual(bytes, key);
    boolean isTenantAndKey = MessageDigest.isEqual(bytes, tenantAndKey);
    return isKey || isTenantAndKey;
  }

  Caller caller(String address) {
    return new Caller(tenant, ID, address, Optional.empty());
  }
}
