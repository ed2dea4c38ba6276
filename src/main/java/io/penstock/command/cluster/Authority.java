package io.penstock.command.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An authority that makes certificates, by the keytool of the Java that runs. Its own key lies in a
 * folder for a moment, under a password that nobody hears, and is gone when this is closed.
 */
final class Authority implements AutoCloseable {
  private static final String SELF = "authority";
  private static final String PASSWORD_VARIABLE = "PENSTOCK_KEYTOOL_PASSWORD";

  /** For clocks that are not quite right. */
  private static final String SINCE = "-1H";

  private final Path folder;
  private final Path store;
  private final String password = UUID.randomUUID().toString();
  private final int days;

  /** A certificate and its key. */
  record Pair(Certificate certificate, Key key) {}

  private Authority(Path folder, int days) {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
    this.days = days;
  }

  /** {@code days} is how long it lasts, and what it makes. */
  static Authority lasting(int days) throws IOException, InterruptedException {
    var authority = new Authority(Files.createTempDirectory("penstock-certificates-"), days);
    authority.make(
        SELF,
        "Penstock authority",
        "-ext",
        "bc:critical=ca:true",
        "-ext",
        "ku:critical=keyCertSign");
    return authority;
  }

  Certificate certificate() throws IOException {
    return pair(SELF).certificate();
  }

  /** For both directions: a node calls the others, and is called. */
  Pair sign(String node, Collection<String> hosts) throws IOException, InterruptedException {
    make(
        node,
        node,
        "-signer",
        SELF,
        "-ext",
        "ku:critical=digitalSignature",
        "-ext",
        "eku=serverAuth,clientAuth",
        "-ext",
        "san="
            + Stream.concat(Stream.of("dns:" + node), names(hosts))
                .collect(Collectors.joining(",")));
    return pair(node);
  }

  private static Stream<String> names(Collection<String> hosts) {
    return hosts.stream().map(host -> (isAddress(host) ? "ip:" : "dns:") + host);
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  private void make(String alias, String name, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-startdate",
                SINCE,
                "-validity",
                Integer.toString(days),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
    command.addAll(List.of(more));
    run(command);
  }

  /** The password goes by the environment: a command line is for all to read. */
  private void run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of(PASSWORD_VARIABLE, password, "LC_ALL", "C"));
    Process keytool = builder.start();
    keytool.getOutputStream().close();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool says: " + said.strip());
    }
  }

  private Pair pair(String alias) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      return new Pair(keys.getCertificate(alias), keys.getKey(alias, password.toCharArray()));
    } catch (GeneralSecurityException fault) {
      throw new IOException("what keytool made cannot be read", fault);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(store);
    Files.deleteIfExists(folder);
  }
}
