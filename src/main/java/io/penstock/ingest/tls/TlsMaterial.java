package io.penstock.ingest.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Files that a door can work with: a certificate, its chain and its key, which fit, and the
 * authorities of clients.
 */
public final class TlsMaterial {
  private final TlsFiles.Contents files;
  private final List<X509Certificate> chain;
  private final KeyManagerFactory keys;
  private final Optional<TrustManagerFactory> authorities;

  private TlsMaterial(
      TlsFiles.Contents files,
      List<X509Certificate> chain,
      KeyManagerFactory keys,
      Optional<TrustManagerFactory> authorities) {
    this.files = files;
    this.chain = chain;
    this.keys = keys;
    this.authorities = authorities;
  }

  /** Vert.x reads the key: it knows PKCS#8 and the older forms of RSA and EC. */
  static TlsMaterial of(TlsConfig config, TlsFiles found, Vertx vertx) throws UnusableFiles {
    TlsFiles.Contents files =
        switch (found) {
          case TlsFiles.Contents contents -> contents;
          case TlsFiles.Unreadable(String why) -> throw new UnusableFiles(why);
        };
    List<X509Certificate> chain = Pem.certificates(files.certificate(), config.certificate());
    KeyManagerFactory keys = Pem.keys(files, config, vertx);
    Pem.requirePair(chain.getFirst(), keys, config);
    return new TlsMaterial(files, chain, keys, Pem.authorities(files, config, vertx));
  }

  boolean isOf(TlsFiles others) {
    return files.equals(others);
  }

  boolean hasOtherAuthorities(TlsMaterial other) {
    return !files.clientAuthority().equals(other.files.clientAuthority());
  }

  /** When the first certificate of the chain ends. */
  Instant end() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** Whether the authorities vouch for this chain now. */
  boolean trusts(X509Certificate[] clients) {
    return authorities.stream()
        .flatMap(factory -> Arrays.stream(factory.getTrustManagers()))
        .anyMatch(manager -> manager instanceof X509TrustManager by && trusts(clients, by));
  }

  private static boolean trusts(X509Certificate[] clients, X509TrustManager by) {
    try {
      by.checkClientTrusted(clients, clients[0].getPublicKey().getAlgorithm());
      return true;
    } catch (CertificateException untrusted) {
      return false;
    }
  }

  /** As Vert.x wants them; equal where the files are equal. */
  public PemKeyCertOptions pair() {
    return new PemKeyCertOptions().setCertValue(files.certificate()).setKeyValue(files.key());
  }

  /** Likewise; empty where no certificates are asked for. */
  public Optional<PemTrustOptions> trusted() {
    Buffer authority = files.clientAuthority();
    return authorities.map(factory -> new PemTrustOptions().addCertValue(authority));
  }

  /** As Netty wants it. */
  public KeyManagerFactory keys() {
    return keys;
  }

  /** Likewise; empty where no certificates are asked for. */
  public Optional<TrustManagerFactory> authorities() {
    return authorities;
  }
}
