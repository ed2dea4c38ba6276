package io.penstock.ingest.tls;

import io.penstock.access.certificate.CertificateTenants;
import io.penstock.access.certificate.Certified;
import io.vertx.core.Future;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** TLS of one door: {@link TlsVerticle} finds out what it is by now, the door takes it into use. */
public final class DoorTls {
  private final String door;
  private final TlsConfig config;
  private final CertificateTenants tenants;
  private final AtomicReference<@Nullable Supplier<Future<?>>> renewal = new AtomicReference<>();
  private volatile @Nullable TlsMaterial material;

  /** {@code door} is the part of the configuration under {@code ingest}. */
  public DoorTls(String door, TlsConfig config, CertificateTenants tenants) {
    this.door = door;
    this.config = config;
    this.tenants = tenants;
  }

  public String door() {
    return door;
  }

  public TlsConfig config() {
    return config;
  }

  /** There from before the door opens. */
  public TlsMaterial material() {
    return Objects.requireNonNull(material);
  }

  void take(TlsMaterial renewed) {
    material = renewed;
  }

  /**
   * The door is open, and this has new connections get what the material is by then. The event
   * loops of a door share one port, so that the first to say so is asked for all; and one at a
   * time, which Vert.x needs.
   */
  public void opened(Supplier<Future<?>> renewing) {
    renewal.compareAndSet(null, renewing);
  }

  /** Empty until the door is open. */
  Optional<Supplier<Future<?>>> renewal() {
    return Optional.ofNullable(renewal.get());
  }

  /**
   * Whether the other side has shown no certificate, or one that the authorities of now vouch for.
   * The handshake may not have asked them: it resumed a session from when the certificate had not
   * ended, or it began before the authorities changed.
   */
  public boolean trusts(SSLSession session) {
    try {
      return !config.asksForCertificates()
          || material().trusts(chain(session.getPeerCertificates()));
    } catch (SSLPeerUnverifiedException nothingShown) {
      return config.clientAuth() != ClientAuth.REQUIRED;
    }
  }

  private static X509Certificate[] chain(Certificate[] shown) {
    return Arrays.copyOf(shown, shown.length, X509Certificate[].class);
  }

  /** Who sends over this connection, where its certificate says so. */
  public Optional<Certified> senderOf(SSLSession session) {
    return tenants.senderOf(session);
  }
}
