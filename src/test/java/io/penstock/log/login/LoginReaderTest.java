package io.penstock.log.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginReaderTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "hunter2");

  @TempDir private Path folder;

  @Test
  void asksForNothingUnlessToldOtherwise() {
    Configuration configuration = Configuration.ofYaml("");

    assertThat(Security.read(configuration.root())).isEqualTo(Security.NONE);
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"plain,PLAIN", "scram-sha-256,SCRAM_SHA_256", "scram-sha-512,SCRAM_SHA_512"})
  void readsAPassword(String mechanism, Login.Method method) throws IOException {
    Configuration configuration =
        load(
            """
            login: {mechanism: %s, user: penstock, password: "${env:SECRET}"}
            """
                .formatted(mechanism));

    assertThat(Security.read(configuration.root()).login())
        .isEqualTo(new Login.Password(method, "penstock", new Secret("hunter2")));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void readsEveryKeyOfATokenAndOfTls() throws IOException {
    Path certificate = pem("certificate.pem", "CERTIFICATE");
    Path key = pem("key.pem", "PRIVATE KEY");
    Configuration configuration =
        load(
            """
            tls: {enabled: true, authority: %1$s, certificate: %1$s, key: %2$s}
            login:
              mechanism: oauthbearer
              token-url: https://login.example/token
              token-authority: %1$s
              client-id: penstock
              client-secret: ${env:SECRET}
              scope: kafka
            """
                .formatted(certificate, key));

    assertThat(Security.read(configuration.root()))
        .isEqualTo(
            new Security(
                Optional.of(
                    new Tls(certificate.toString(), certificate.toString(), key.toString())),
                new Login.Token(
                    URI.create("https://login.example/token"),
                    certificate.toString(),
                    "penstock",
                    new Secret("hunter2"),
                    "kafka")));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void tellsAllThatAPasswordLacks() throws IOException {
    assertThat(complaints("login: {mechanism: scram-sha-512}"))
        .containsExactly(
            "login.password: is required for mechanism: scram-sha-512",
            "login.user: is required for mechanism: scram-sha-512");
  }

  @Test
  void tellsAllThatATokenLacks() throws IOException {
    assertThat(complaints("login: {mechanism: oauthbearer, token-authority: nowhere.pem}"))
        .containsExactly(
            "login.client-id: is required for mechanism: oauthbearer",
            "login.client-secret: is required for mechanism: oauthbearer",
            "login.token-authority: 'nowhere.pem' cannot be read",
            "login.token-url: is required for mechanism: oauthbearer");
  }

  @Test
  void tellsWhatIsWrongWithFilesOfTls() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path certificate = pem("certificate.pem", "CERTIFICATE");

    assertThat(complaints("tls: {enabled: true, authority: %s, key: %s}".formatted(empty, empty)))
        .containsExactly(
            "tls.authority: '" + empty + "' holds no certificate in PEM",
            "tls.certificate: is missing; a certificate and its key belong together",
            "tls.key: '%s' holds no unencrypted key in PEM (PKCS #8); openssl pkcs8 -topk8 -nodes"
                    .formatted(empty)
                + " makes one of another");
    assertThat(complaints("tls: {authority: " + certificate + "}"))
        .containsExactly("tls.enabled: is false, so the files given below are not used");
  }

  @Test
  void isNotSilentAboutALoginThatIsNotUsed() throws IOException {
    assertThat(complaints("login: {user: penstock}"))
        .containsExactly("login.mechanism: is none, so the user or client given below is not used");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://login.example/token | would send the client's secret unencrypted; http is for"
            + " loopback alone",
        "http://127.0.0.1.example/token | would send the client's secret unencrypted; http is for"
            + " loopback alone",
        "ftp://login.example | is not https://host/path of a token endpoint",
        "not a url | is not https://host/path of a token endpoint",
        "https://me:hunter2@login.example/token | holds a user: client-id and client-secret have"
            + " their own keys",
      })
  void refusesATokenUrl(String url, String why) throws IOException {
    assertThat(complaints(token(url))).containsExactly("login.token-url: " + why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example/token?tenant=a",
        "http://127.0.0.1:8080/token",
        "http://localhost/token",
        "http://[::1]:8080/token"
      })
  void takesATokenUrl(String url) throws IOException {
    assertThat(complaints(token(url))).isEmpty();
  }

  private static String token(String url) {
    return "login: {mechanism: oauthbearer, token-url: '%s', client-id: a, client-secret: '${env:SECRET}'}"
        .formatted(url);
  }

  @Test
  void refusesASecretThatIsWrittenOut() throws IOException {
    assertThat(
            complaints(
                "login: {mechanism: plain, user: a, password: hunter2, client-secret:"
                    + " '${env:X:-hunter2}'}"))
        .containsExactly(
            "login.client-secret: is a secret; write ${file:path} or ${env:NAME}, and keep it"
                + " there",
            "login.password: is a secret; write ${file:path} or ${env:NAME}, and keep it there");
  }

  @Test
  void refusesASecretOnTheCommandLineAndTakesItFromTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("log.yaml"), "login: {mechanism: plain, user: a}");

    assertThat(complaints(load(file, Map.of(), "login.password=hunter2")))
        .containsExactly(
            "login.password (--set): is a secret; write ${file:path} or ${env:NAME}, and keep it"
                + " there");
    assertThat(complaints(load(file, Map.of("PENSTOCK__LOGIN__PASSWORD", "hunter2")))).isEmpty();
  }

  private List<String> complaints(String yaml) throws IOException {
    return complaints(load(yaml));
  }

  private static List<String> complaints(Configuration configuration) {
    Security.read(configuration.root());
    return Complaints.of(configuration);
  }

  private Configuration load(String yaml) throws IOException {
    return load(Files.writeString(folder.resolve("log.yaml"), yaml), ENVIRONMENT);
  }

  private static Configuration load(
      Path file, Map<String, String> environment, String... settings) {
    return Configuration.load(file, environment, List.of(settings));
  }

  private Path pem(String name, String what) throws IOException {
    return Files.writeString(folder.resolve(name), "-----BEGIN " + what + "-----\n");
  }
}
