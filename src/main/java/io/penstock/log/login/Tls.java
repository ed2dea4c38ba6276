package io.penstock.log.login;

import io.penstock.config.Section;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SslConfigs;

/**
 * How the broker is known, and this node to the broker: files in PEM.
 *
 * @param authority those trusted to sign the broker's certificate; empty for Java's own
 * @param certificate what this node shows of itself, with its chain; empty for nothing
 */
public record Tls(String authority, String certificate, String key) {
  private static final String PEM = "PEM";

  /** Empty for clear text. */
  static Optional<Tls> read(Section section) {
    boolean isEnabled = section.truth("enabled", false);
    var tls =
        new Tls(
            section.text("authority", ""),
            section.text("certificate", ""),
            section.text("key", ""));
    if (isEnabled) {
      tls.check(section);
      return Optional.of(tls);
    }
    if (!(tls.authority + tls.certificate + tls.key).isEmpty()) {
      section.reject("enabled", "is false, so the files given below are not used");
    }
    return Optional.empty();
  }

  private void check(Section section) {
    if (certificate.isEmpty() != key.isEmpty()) {
      section.reject(
          certificate.isEmpty() ? "certificate" : "key",
          "is missing; a certificate and its key belong together");
    }
    PemFile.CERTIFICATES.check(section, "authority", authority);
    PemFile.CERTIFICATES.check(section, "certificate", certificate);
    PemFile.KEY.check(section, "key", key);
  }

  /** For Kafka's clients, which check that the certificate is the host's. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    if (!authority.isEmpty()) {
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
      settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, authority);
    }
    if (!certificate.isEmpty()) {
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
      settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, contentOf(certificate));
      settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, contentOf(key));
    }
    return settings;
  }

  private static String contentOf(String file) {
    try {
      return PemFile.read(file);
    } catch (IOException gone) {
      throw new IllegalStateException("log.tls: '" + file + "' cannot be read", gone);
    }
  }
}
