package io.penstock.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.fixture.NodeCertificates;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Calls the event bus of a node as Vert.x does, and asks whether it is there. */
final class BusCaller implements AutoCloseable {
  private static final int WAIT_MILLIS_MAX = 5_000;
  private static final char[] PASSWORD = "password".toCharArray();

  /** Minds nothing: it is the node that has to. */
  private static final TrustManager TRUSTING =
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      };

  private final Socket socket;

  private BusCaller(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(WAIT_MILLIS_MAX);
  }

  static BusCaller withoutTls(String host, int port) throws IOException {
    return new BusCaller(new Socket(host, port));
  }

  static BusCaller withoutCertificate(int port) throws Exception {
    return overTls(port, new KeyManager[0]);
  }

  static BusCaller with(NodeCertificates certificates, int number, int port) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    keys.setKeyEntry(
        "node",
        key(certificates.key(number)),
        PASSWORD,
        new Certificate[] {certificate(certificates.certificate(number))});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    return overTls(port, managers.getKeyManagers());
  }

  private static BusCaller overTls(int port, KeyManager[] keys) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {TRUSTING}, null);
    return new BusCaller(
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
  }

  private static Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey key(Path file) throws Exception {
    String lines = Files.readString(file, US_ASCII).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(lines)));
  }

  /** Sends the bus's ping; a bus that takes it answers with one byte. */
  boolean isAnswered() {
    try {
      socket.getOutputStream().write(ping().getBytes());
      return socket.getInputStream().read() == 1;
    } catch (IOException refused) {
      return false;
    }
  }

  private static Buffer ping() {
    Buffer message = Buffer.buffer();
    message.appendByte((byte) 2).appendByte((byte) 1).appendByte((byte) 0);
    text(message, "__vertx_ping");
    message.appendInt(0);
    text(message, "nobody");
    message.appendInt(4);
    return Buffer.buffer().appendInt(message.length()).appendBuffer(message);
  }

  private static void text(Buffer message, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    message.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
