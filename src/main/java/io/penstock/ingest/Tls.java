package io.penstock.ingest;

import io.penstock.config.Section;
import java.util.Optional;

/** What a door shows of itself: files in PEM, a certificate with its chain, and its key. */
public record Tls(String certificate, String key) {
  /** Empty for clear text. */
  public static Optional<Tls> read(Section tls) {
    String certificate = tls.text("certificate", "");
    String key = tls.text("key", "");
    if (certificate.isEmpty() != key.isEmpty()) {
      tls.reject(
          certificate.isEmpty() ? "certificate" : "key",
          "is missing; TLS needs a certificate and its key");
    }
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Tls(certificate, key));
  }
}
