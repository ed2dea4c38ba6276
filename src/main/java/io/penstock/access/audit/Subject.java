package io.penstock.access.audit;

/**
 * Whom something concerns.
 *
 * @param tenant empty where it is nobody's, or of many
 * @param keyId the public name of a key; empty where there is none
 */
public record Subject(String tenant, String keyId) {
  public static final Subject NOBODY = new Subject("", "");

  public static Subject ofTenant(String tenant) {
    return new Subject(tenant, "");
  }
}
