package io.penstock.access.certificate;

import io.penstock.access.audit.Subject;

/**
 * Whom a verified certificate names.
 *
 * @param name what the configuration calls the certificate
 */
public record Certified(String tenant, String name) {
  public Subject subject() {
    return new Subject(tenant, keyId());
  }

  /** What stands where the id of a key would. */
  public String keyId() {
    return "cert:" + name;
  }
}
