package io.penstock.ingest.tls;

import static io.penstock.ingest.tls.Heard.UNAUTHENTICATED;
import static io.penstock.ingest.tls.TlsSender.NO_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import io.penstock.fixture.DoorFiles;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestAuthority;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that change while the doors are open. */
class TlsReloadIT {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final int SWAPS = 5;
  private static final TestAuthority DOORS = TestAuthority.named("doors");
  private static final SSLContext CLIENT = DOORS.context();

  @TempDir static Path folder;
  private static DoorFiles files;
  private static TestNode node;

  @BeforeAll
  static void start() {
    files = DoorFiles.in(folder).show(DOORS.server());
    List<String> settings = new ArrayList<>(files.settings("http"));
    settings.addAll(files.settings("grpc"));
    settings.add("access.certificates.shop.san=dns:shop.example");
    settings.add("access.certificates.shop.tenant=acme");
    node = TestNode.start(folder, settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** What a new connection is shown; the client would resume a session if it could. */
  private static Certificate shownAt(Way way) {
    try (var socket =
        (SSLSocket) CLIENT.getSocketFactory().createSocket("localhost", way.port(node))) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    } catch (IOException fault) {
      throw new AssertionError(fault);
    }
  }

  private static void awaitBoth(X509Bundle pair) {
    for (Way way : List.of(Way.HTTP_1, Way.GRPC)) {
      Eventually.holds(
          way + " shows the new certificate",
          BOUND,
          () -> shownAt(way).equals(pair.getCertificate()));
    }
  }

  private static JsonObject health(Way way) {
    return node.admin()
        .get("/health")
        .json()
        .getJsonObject("components")
        .getJsonObject("tls " + way.door());
  }

  @Test
  void sendersDoNotNoticeThatThePairIsSwapped() {
    List<BusySender> senders =
        Stream.of(Way.values())
            .flatMap(
                way ->
                    Stream.of(
                        new BusySender(way.sender(node, DOORS)),
                        new BusySender(() -> way.sender(node, DOORS))))
            .toList();
    try {
      for (int swap = 0; swap < SWAPS; swap++) {
        X509Bundle next = DOORS.server();
        files.show(next);
        awaitBoth(next);
      }

      assertThat(senders).allSatisfy(BusySender::assertAllTaken);
    } finally {
      senders.forEach(BusySender::close);
    }
  }

  @Test
  void aPairThatIsHalfWrittenIsNotUsedAndHealthSaysSo() {
    Certificate before = shownAt(Way.HTTP_1);
    X509Bundle next = DOORS.server(Duration.ofDays(10));

    files.write(files.certificate(), next.getCertificatePathPEM());

    for (Way way : List.of(Way.HTTP_1, Way.GRPC)) {
      Eventually.holds("health says so", BOUND, () -> "amber".equals(statusOf(way)));
      assertThat(health(way).getString("detail"))
          .isEqualTo(
              "%s is not the key of the certificate in %s; the certificate in use stays"
                  .formatted(files.key(), files.certificate()));
      assertThat(shownAt(way)).isEqualTo(before);
    }

    files.show(next);
    awaitBoth(next);

    for (Way way : List.of(Way.HTTP_1, Way.GRPC)) {
      Eventually.holds(
          "health looks at the new one",
          BOUND,
          () -> health(way).getString("detail").endsWith("in 9 days"));
      assertThat(node.admin().get("/metrics").text())
          .contains("penstock_certificate_expiry_timestamp_seconds{door=\"" + way.door() + "\"} ");
    }
    files.show(DOORS.server());
    Eventually.holds("all is well", BOUND, () -> "green".equals(statusOf(Way.GRPC)));
  }

  private static String statusOf(Way way) {
    return health(way).getString("status");
  }

  /** Nor does it come back with them. */
  @Test
  void aSessionEndsWithTheFilesItBeganWith() {
    X509Bundle first = DOORS.server();
    files.show(first);
    awaitBoth(first);
    Map<String, SSLContext> clients =
        Map.of("TLSv1.3", DOORS.context(), "TLSv1.2", DOORS.context());
    Map<String, Visit> before = new HashMap<>();
    clients.forEach((protocol, client) -> before.put(protocol, Visit.of(node, client, protocol)));
    assertThat(clients)
        .allSatisfy((protocol, client) -> assertResumes(true, protocol, client, before));

    for (X509Bundle next : List.of(DOORS.server(), first)) {
      files.show(next);
      awaitBoth(next);
    }

    assertThat(clients)
        .allSatisfy((protocol, client) -> assertResumes(false, protocol, client, before));
  }

  private static void assertResumes(
      boolean does, String protocol, SSLContext client, Map<String, Visit> before) {
    Visit again = Visit.of(node, client, protocol);
    assertThat(again.resumes(Objects.requireNonNull(before.get(protocol)))).isEqualTo(does);
  }

  @ParameterizedTest
  @EnumSource
  void aDoorThatAsksForNoCertificateKnowsNobodyByOne(Way way) {
    X509Bundle shop = DOORS.client("dns:shop.example");

    assertThat(way.send(node, DOORS, NO_KEY, shop)).isEqualTo(UNAUTHENTICATED);
  }
}
