package io.penstock.access.certificate;

import io.penstock.access.tenant.Tenant;
import io.penstock.config.Section;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Knows senders by the names in their certificates: the part of the configuration under {@code
 * access.certificates}.
 */
public record CertificateTenants(Map<San, Certified> senders) {
  public static CertificateTenants read(Section access) {
    Map<San, Certified> senders = new LinkedHashMap<>();
    access.sections("certificates").values().forEach(entry -> read(entry, senders));
    return new CertificateTenants(senders);
  }

  private static void read(Section entry, Map<San, Certified> senders) {
    if (!Tenant.isId(entry.name())) {
      entry.reject("san", "is of a name that is not " + Tenant.ID_WANTED);
    }
    var sender = new Certified(tenant(entry), entry.name());
    san(entry)
        .flatMap(san -> Optional.ofNullable(senders.putIfAbsent(san, sender)))
        .ifPresent(other -> entry.reject("san", "is that of " + other.keyId() + " too"));
  }

  private static String tenant(Section entry) {
    String tenant = entry.text("tenant");
    if (!tenant.isEmpty() && !Tenant.isId(tenant)) {
      entry.reject("tenant", "'" + tenant + "' is not " + Tenant.ID_WANTED);
    }
    return tenant;
  }

  private static Optional<San> san(Section entry) {
    String text = entry.text("san");
    Optional<San> san = San.parse(text);
    if (!text.isEmpty() && san.isEmpty()) {
      entry.reject(
          "san",
          "'"
              + text
              + "' is not a whole name, such as dns:shop.example or uri:spiffe://example/shop");
    }
    return san;
  }

  /** Who sends over this connection; a session over which no certificate was verified is nobody. */
  public Optional<Certified> senderOf(SSLSession session) {
    try {
      Certificate first = session.getPeerCertificates()[0];
      return first instanceof X509Certificate shown ? senderOf(shown) : Optional.empty();
    } catch (SSLPeerUnverifiedException nothingShown) {
      return Optional.empty();
    }
  }

  /** Who shows this certificate. Where its names are of several tenants, nobody can say which. */
  Optional<Certified> senderOf(X509Certificate certificate) {
    List<Certified> named =
        San.of(certificate).stream()
            .flatMap(san -> Optional.ofNullable(senders.get(san)).stream())
            .toList();
    boolean ofOneTenant = named.stream().map(Certified::tenant).distinct().count() == 1;
    return ofOneTenant ? Optional.of(named.getFirst()) : Optional.empty();
  }
}
