package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.SelfSigned;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The door over TLS, with a certificate from files. */
class TlsIT {
  @TempDir static Path folder;
  private static SelfSigned certificate;
  private static TestNode node;

  @BeforeAll
  static void start() {
    certificate = SelfSigned.in(folder);
    node =
        TestNode.start(
            folder,
            "ingest.http.tls.certificate=" + certificate.certificate(),
            "ingest.http.tls.key=" + certificate.key(),
            "ingest.http.slow-grace=2s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** Both by ALPN: HTTP/1.1 is what a client without HTTP/2 asks for. */
  @ParameterizedTest
  @EnumSource(
      value = Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aClientGetsTheProtocolItAsksFor(Version version) throws Exception {
    URI uri = URI.create("https://localhost:" + node.door().port() + pathOf("open"));
    try (HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(certificate.trusted()).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .header("authorization", BEARER)
                  .POST(BodyPublishers.ofString("{\"id\":\"tls\"}"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
  }

  @Test
  void clearTextIsNotTaken() {
    try (Wire wire = node.door().wire()) {
      wire.head("GET /health/live HTTP/1.1", "host: it");

      assertThat(new String(wire.bytes(4), java.nio.charset.StandardCharsets.ISO_8859_1))
          .isNotEqualTo("HTTP");
    }
  }
}
