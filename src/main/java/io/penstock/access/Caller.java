package io.penstock.access;

/** Who sends: the tenant that owns the key, and the key's public name. */
public record Caller(String tenant, String keyId) {}
