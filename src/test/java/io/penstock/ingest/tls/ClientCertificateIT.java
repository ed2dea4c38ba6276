package io.penstock.ingest.tls;

import static io.penstock.fixture.TestNode.KEY;
import static io.penstock.ingest.tls.Heard.NOT_LET_IN;
import static io.penstock.ingest.tls.Heard.TAKEN;
import static io.penstock.ingest.tls.Heard.UNAUTHENTICATED;
import static io.penstock.ingest.tls.TlsSender.NO_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import io.penstock.event.RequestStamp;
import io.penstock.fixture.DoorFiles;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.TestAuthority;
import io.penstock.fixture.TestNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Doors that want or require a certificate of whoever comes, and whom they then take him for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientCertificateIT {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final TestAuthority DOORS = TestAuthority.named("doors");
  private static final TestAuthority CLIENTS = TestAuthority.named("clients");
  private static final TestAuthority OTHERS = TestAuthority.named("others");
  private static final X509Bundle SHOP = CLIENTS.client("dns:shop.example");
  private static final X509Bundle UNKNOWN = CLIENTS.client("dns:unknown.example");
  private static final X509Bundle FORGED = OTHERS.client("dns:shop.example");
  private static final X509Bundle EXPIRED = CLIENTS.client(Duration.ofDays(-1), "dns:shop.example");

  @TempDir static Path folder;
  private static DoorFiles files;
  private static TestNode httpWants;
  private static TestNode grpcWants;

  @BeforeAll
  static void start() {
    files = DoorFiles.in(folder).show(DOORS.server()).trust(CLIENTS);
    httpWants = start("http-wants", "wanted", "required");
    grpcWants = start("grpc-wants", "required", "wanted");
  }

  private static TestNode start(String name, String overHttp, String overGrpc) {
    List<String> settings = new ArrayList<>(files.settings("http", overHttp));
    settings.addAll(files.settings("grpc", overGrpc));
    settings.add("access.certificates.shop.san=dns:Shop.example");
    settings.add("access.certificates.shop.tenant=acme");
    Path data = folder.resolve(name);
    assertThat(data.toFile().mkdir()).isTrue();
    return TestNode.start(data, settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    httpWants.close();
    grpcWants.close();
  }

  private static TestNode wants(Way way) {
    return way == Way.GRPC ? grpcWants : httpWants;
  }

  private static TestNode requires(Way way) {
    return way == Way.GRPC ? httpWants : grpcWants;
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void whereACertificateIsWantedAKeyIsEnough(Way way) {
    assertThat(way.send(wants(way), DOORS, KEY)).isEqualTo(TAKEN);
    assertThat(way.send(wants(way), DOORS, NO_KEY)).isEqualTo(UNAUTHENTICATED);
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void whereACertificateIsRequiredAKeyIsNotEnough(Way way) {
    assertThat(way.send(requires(way), DOORS, KEY)).isEqualTo(NOT_LET_IN);
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void aCertificateSaysWhoSends(Way way) {
    assertThat(way.send(wants(way), DOORS, NO_KEY, SHOP)).isEqualTo(TAKEN);
    assertThat(way.send(requires(way), DOORS, NO_KEY, SHOP)).isEqualTo(TAKEN);
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void aCertificateThatSaysNothingOfItLetsInAndNoMore(Way way) {
    assertThat(way.send(requires(way), DOORS, NO_KEY, UNKNOWN)).isEqualTo(UNAUTHENTICATED);
    assertThat(way.send(requires(way), DOORS, KEY, UNKNOWN)).isEqualTo(TAKEN);
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void aCertificateOfAnotherAuthorityIsNotLetIn(Way way) {
    assertThat(way.send(requires(way), DOORS, KEY, FORGED)).isEqualTo(NOT_LET_IN);
    assertThat(way.send(wants(way), DOORS, KEY, FORGED)).isEqualTo(NOT_LET_IN);
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void aCertificateThatHasEndedIsNotLetIn(Way way) {
    assertThat(way.send(requires(way), DOORS, KEY, EXPIRED)).isEqualTo(NOT_LET_IN);
    assertThat(way.send(wants(way), DOORS, KEY, EXPIRED)).isEqualTo(NOT_LET_IN);
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void aKeyThatIsGivenIsWhatCounts(Way way) {
    assertThat(way.send(requires(way), DOORS, "wrong", SHOP)).isEqualTo(UNAUTHENTICATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  @Order(1)
  void whoResumesASessionIsStillKnown(String protocol) {
    SSLContext client = DOORS.context(SHOP);

    Visit first = Visit.of(grpcWants, client, protocol);
    Visit second = Visit.of(grpcWants, client, protocol);

    assertThat(second.resumes(first)).isTrue();
    assertThat(second.answer()).isEqualTo("HTTP/1.1 202 Accepted");
  }

  /** Resuming a session shows no certificate again, so that nobody would notice. */
  @Test
  @Order(1)
  void aSessionDoesNotOutliveItsCertificate() {
    SSLContext client = DOORS.context(CLIENTS.client(Duration.ofSeconds(5), "dns:shop.example"));
    assertThat(Visit.of(grpcWants, client, "TLSv1.3").answer()).isEqualTo("HTTP/1.1 202 Accepted");

    Eventually.holds(
        "it is let in no more",
        BOUND,
        () -> Visit.of(grpcWants, client, "TLSv1.3").answer().isEmpty());

    assertThat(grpcWants.admin().get("/metrics").text())
        .contains("penstock_connections_cut_total{reason=\"untrusted\"} 1.0");
  }

  @Test
  @Order(1)
  void receiptsAreForWhoeverIsKnownByACertificateToo() throws Exception {
    assertThat(statusOfReceipt(UNKNOWN)).isEqualTo(401);
    assertThat(statusOfReceipt(SHOP)).isEqualTo(404);
  }

  private static int statusOfReceipt(X509Bundle shown) throws Exception {
    URI uri = URI.create("https://localhost:" + grpcWants.door().port() + "/v1/receipts/none");
    try (var client = HttpClient.newBuilder().sslContext(DOORS.context(shown)).build()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** After the others: each way has sent with a certificate alone, and with both. */
  @Test
  @Order(2)
  void eventsAreOfTheTenantThatTheCertificateOrTheKeyNames() {
    List<String> stamps = httpWants.topic("open").headers(RequestStamp.HEADER);

    assertThat(stamps).anyMatch(stamp -> stamp.contains("acme") && stamp.contains("cert:shop"));
    assertThat(stamps).noneMatch(stamp -> stamp.contains("acme") && stamp.contains("static"));
    assertThat(stamps).anyMatch(stamp -> stamp.contains("static"));
  }

  /** Those who send all the time over one connection have to take another, and do not notice. */
  @Test
  @Order(3)
  void oneMoreAuthorityCostsNobodyARequest() {
    try (var http1 = new BusySender(Way.HTTP_1.sender(grpcWants, DOORS, SHOP));
        var http2 = new BusySender(Way.HTTP_2.sender(grpcWants, DOORS, SHOP));
        var grpc = new BusySender(Way.GRPC.sender(httpWants, DOORS, SHOP))) {
      files.trust(CLIENTS, OTHERS);
      for (Way way : Way.values()) {
        Eventually.holds(
            way + " lets in whom the other authority vouches for",
            BOUND,
            () -> way.send(requires(way), DOORS, NO_KEY, FORGED) == TAKEN);
      }
      for (BusySender sender : List.of(http1, http2, grpc)) {
        sender.assertAllTaken();
      }
    }
  }

  /** Neither a connection that is kept nor a session that could be resumed helps. */
  @Test
  @Order(4)
  void whoseAuthorityIsTakenAwayIsLetInNoMore() {
    List<TlsSender> senders = new ArrayList<>();
    for (Way way : Way.values()) {
      senders.add(way.sender(requires(way), DOORS, SHOP));
    }
    try {
      assertThat(senders).allMatch(sender -> sender.send(NO_KEY) == TAKEN);

      files.trust(OTHERS);

      for (TlsSender sender : senders) {
        Eventually.holds("it is sent away", BOUND, () -> sender.send(NO_KEY) == NOT_LET_IN);
        assertThat(sender.send(KEY)).isEqualTo(NOT_LET_IN);
      }
      for (Way way : Way.values()) {
        assertThat(way.send(requires(way), DOORS, NO_KEY, FORGED)).isEqualTo(TAKEN);
      }
    } finally {
      senders.forEach(TlsSender::close);
    }
  }
}
