package io.penstock.ingest.tls;

import io.penstock.config.Section;
import java.util.Optional;

/**
 * What a door shows of itself, and of whom it wants to see a certificate: files in PEM.
 *
 * @param certificate with its chain
 * @param clientAuthority the authorities that clients' certificates are of; empty where none are
 *     asked for
 */
public record TlsConfig(
    String certificate, String key, ClientAuth clientAuth, String clientAuthority) {

  /** Empty for clear text. */
  public static Optional<TlsConfig> read(Section tls) {
    var config =
        new TlsConfig(
            tls.text("certificate", ""),
            tls.text("key", ""),
            tls.choice("client-auth", ClientAuth.NONE),
            tls.text("client-authority", ""));
    config.checkPair(tls);
    config.checkClients(tls);
    return config.certificate.isEmpty() || config.key.isEmpty()
        ? Optional.empty()
        : Optional.of(config);
  }

  private void checkPair(Section tls) {
    boolean isWanted = !certificate.isEmpty() || !key.isEmpty() || asksForCertificates();
    if (isWanted && certificate.isEmpty()) {
      tls.reject("certificate", "is missing; TLS needs a certificate and its key");
    }
    if (isWanted && key.isEmpty()) {
      tls.reject("key", "is missing; TLS needs a certificate and its key");
    }
  }

  /** Who names authorities and does not ask for certificates believes in a lock that is open. */
  private void checkClients(Section tls) {
    if (asksForCertificates() && clientAuthority.isEmpty()) {
      tls.reject("client-authority", "is missing; it says whose certificates clients may show");
    }
    if (!asksForCertificates() && !clientAuthority.isEmpty()) {
      tls.reject(
          "client-auth", "is none, so that client-authority is not asked; say wanted or required");
    }
  }

  boolean asksForCertificates() {
    return clientAuth != ClientAuth.NONE;
  }
}
