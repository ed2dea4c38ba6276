package io.penstock.access.certificate;

/**
 * Whom a verified certificate names.
 *
 * @param name what the configuration calls the certificate
 */
public record Certified(String tenant, String name) {
  /** What stands where the id of a key would. */
  public String keyId() {
    return "cert:" + name;
  }
}
