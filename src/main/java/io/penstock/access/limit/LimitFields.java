package io.penstock.access.limit;

/**
 * What a tenant is held to and what is left of it, as the IETF's draft
 * draft-ietf-httpapi-ratelimit-headers-10 writes it.
 *
 * @param policy the value of {@code RateLimit-Policy}
 * @param state the value of {@code RateLimit}
 */
public record LimitFields(String policy, String state) {
  public static final String POLICY = "ratelimit-policy";
  public static final String STATE = "ratelimit";
}
