package io.penstock.ingest.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/** Reads certificates and keys, and names the file where that cannot be done. */
final class Pem {
  private static final byte[] ANYTHING = {1, 2, 3};

  private Pem() {}

  /** The chain, from the certificate that the door shows to the authority that made it. */
  static List<X509Certificate> certificates(Buffer pem, String file) throws UnusableFiles {
    List<X509Certificate> certificates = parsed(pem, file);
    if (certificates.isEmpty()) {
      throw new UnusableFiles(file + " holds no certificate");
    }
    return certificates;
  }

  private static List<X509Certificate> parsed(Buffer pem, String file) throws UnusableFiles {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes()))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException broken) {
      throw new UnusableFiles(file + " holds no whole certificates: " + broken.getMessage());
    }
  }

  static KeyManagerFactory keys(TlsFiles.Contents files, TlsConfig config, Vertx vertx)
      throws UnusableFiles {
    try {
      return new PemKeyCertOptions()
          .setCertValue(files.certificate())
          .setKeyValue(files.key())
          .getKeyManagerFactory(vertx);
    } catch (Exception broken) {
      throw new UnusableFiles(
          config.key() + " cannot be used as a private key: " + broken.getMessage());
    }
  }

  /** Nothing else would notice before the first handshake, and then every handshake fails. */
  static void requirePair(X509Certificate certificate, KeyManagerFactory keys, TlsConfig config)
      throws UnusableFiles {
    if (privateKeys(keys, certificate).noneMatch(key -> fits(key, certificate))) {
      throw new UnusableFiles(
          config.key() + " is not the key of the certificate in " + config.certificate());
    }
  }

  private static Stream<PrivateKey> privateKeys(
      KeyManagerFactory keys, X509Certificate certificate) {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    return Arrays.stream(keys.getKeyManagers())
        .filter(X509KeyManager.class::isInstance)
        .map(X509KeyManager.class::cast)
        .flatMap(
            manager ->
                Stream.ofNullable(manager.getServerAliases(algorithm, null))
                    .flatMap(Arrays::stream)
                    .map(manager::getPrivateKey));
  }

  /** What one of them signs the other knows. */
  private static boolean fits(PrivateKey key, X509Certificate certificate) {
    try {
      String algorithm = key.getAlgorithm();
      var signature = Signature.getInstance("SHA256with" + algorithm.replace("EC", "ECDSA"));
      signature.initSign(key);
      signature.update(ANYTHING);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(ANYTHING);
      return signature.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }

  /** Empty where no certificates are asked for. */
  static Optional<TrustManagerFactory> authorities(
      TlsFiles.Contents files, TlsConfig config, Vertx vertx) throws UnusableFiles {
    if (!config.asksForCertificates()) {
      return Optional.empty();
    }
    String file = config.clientAuthority();
    for (X509Certificate certificate : certificates(files.clientAuthority(), file)) {
      requireAuthority(certificate, file);
    }
    return Optional.of(trusting(files.clientAuthority(), file, vertx));
  }

  /** Java trusts a certificate that is listed itself for ever, also when it has ended. */
  private static void requireAuthority(X509Certificate certificate, String file)
      throws UnusableFiles {
    if (certificate.getBasicConstraints() < 0) {
      throw new UnusableFiles(
          "%s holds the certificate of %s, which is no authority"
              .formatted(file, certificate.getSubjectX500Principal().getName()));
    }
  }

  private static TrustManagerFactory trusting(Buffer authorities, String file, Vertx vertx)
      throws UnusableFiles {
    try {
      return new PemTrustOptions().addCertValue(authorities).getTrustManagerFactory(vertx);
    } catch (Exception broken) {
      throw new UnusableFiles(file + " holds no whole certificates: " + broken.getMessage());
    }
  }
}
