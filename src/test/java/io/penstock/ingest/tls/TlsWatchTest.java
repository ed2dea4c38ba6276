package io.penstock.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.pkitesting.X509Bundle;
import io.penstock.access.certificate.CertificateTenants;
import io.penstock.fixture.DoorFiles;
import io.penstock.fixture.TestAuthority;
import io.penstock.observability.Health;
import io.penstock.observability.Health.Level;
import io.penstock.observability.Health.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsWatchTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TestAuthority OURS = TestAuthority.named("ours");
  private static final TestAuthority CLIENTS = TestAuthority.named("clients");
  private static final X509Bundle FIRST = OURS.server();
  private static final X509Bundle SECOND = OURS.server();

  private final Health health = new Health();
  private final List<TlsChanged> changes = new ArrayList<>();
  private final DoorFiles files;
  private final DoorTls door;
  private Future<?> renewed = Future.succeededFuture();
  private TlsWatch watch;

  TlsWatchTest(@TempDir Path folder) {
    files = DoorFiles.in(folder).show(FIRST).trust(CLIENTS);
    var config =
        new TlsConfig(
            files.certificate().toString(),
            files.key().toString(),
            ClientAuth.REQUIRED,
            files.authority().toString());
    door = new DoorTls("http", config, new CertificateTenants(Map.of()));
    door.opened(() -> renewed);
    watch = watchAt(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private TlsWatch watchAt(Clock clock) {
    return new TlsWatch(door, VERTX, health, clock, changes::add);
  }

  private void lookTwice() {
    watch.look();
    watch.look();
  }

  private State state() {
    return Objects.requireNonNull(health.components().get("tls http"));
  }

  private String whyItDoesNotOpen() {
    return String.valueOf(
        catchThrowableOfType(UnusableFiles.class, () -> watch.open()).getMessage());
  }

  @Test
  void whatHasChangedIsInUseWhenTwoLooksFoundTheSame() throws Exception {
    watch.open();
    TlsMaterial before = door.material();
    files.show(SECOND);

    watch.look();
    assertThat(door.material()).isSameAs(before);
    watch.look();

    assertThat(door.material()).isNotSameAs(before);
    assertThat(changes).containsExactly(new TlsChanged(door, false));
    assertThat(state()).isEqualTo(new State(Level.GREEN, "works"));
  }

  @Test
  void nothingHappensWhileNothingChanges() throws Exception {
    watch.open();
    files.show(FIRST);

    lookTwice();

    assertThat(changes).isEmpty();
  }

  @Test
  void otherAuthoritiesAreSaidToBeOthers() throws Exception {
    watch.open();
    files.trust(CLIENTS, OURS);

    lookTwice();

    assertThat(changes).containsExactly(new TlsChanged(door, true));
  }

  @Test
  void aPairThatDoesNotFitChangesNothingUntilItDoes() throws Exception {
    watch.open();
    TlsMaterial before = door.material();
    files.write(files.key(), SECOND.getPrivateKeyPEM());

    lookTwice();

    assertThat(door.material()).isSameAs(before);
    assertThat(state())
        .isEqualTo(
            new State(
                Level.AMBER,
                "%s is not the key of the certificate in %s; the certificate in use stays"
                    .formatted(files.key(), files.certificate())));

    files.show(SECOND);
    lookTwice();

    assertThat(state().level()).isEqualTo(Level.GREEN);
    assertThat(changes).hasSize(1);
  }

  @Test
  void whatWasInUseIsGoodAgainWhenItIsBack() throws Exception {
    watch.open();
    Files.delete(files.key());
    lookTwice();
    assertThat(state())
        .isEqualTo(
            new State(Level.AMBER, files.key() + " does not exist; the certificate in use stays"));

    files.show(FIRST);
    lookTwice();

    assertThat(state().level()).isEqualTo(Level.GREEN);
    assertThat(changes).isEmpty();
  }

  @Test
  void halfACertificateIsNone() throws Exception {
    watch.open();
    TlsMaterial before = door.material();
    String whole = SECOND.getCertificatePathPEM();
    files.write(files.certificate(), whole.substring(0, whole.length() - 40));

    lookTwice();

    assertThat(door.material()).isSameAs(before);
    assertThat(state().detail()).startsWith(files.certificate() + " holds no whole certificates");
  }

  @Test
  void whatTheDoorDoesNotTakeIntoUseIsNotInUse() throws Exception {
    watch.open();
    TlsMaterial before = door.material();
    renewed = Future.failedFuture(new IllegalStateException("no"));
    files.show(SECOND);

    lookTwice();

    assertThat(door.material()).isSameAs(before);
    assertThat(changes).isEmpty();
    assertThat(state().level()).isEqualTo(Level.AMBER);
  }

  @Test
  void aCertificateThatEndsSoonIsAmber() throws Exception {
    files.show(OURS.server(Duration.ofDays(13).plusHours(1)));
    watch.open();

    assertThat(state().level()).isEqualTo(Level.AMBER);
    assertThat(state().detail())
        .matches("the certificate in use ends on \\d{4}-\\d\\d-\\d\\dT[0-9:]+Z, in 13 days");
  }

  @Test
  void aCertificateThatHasEndedIsRed() throws Exception {
    watch = watchAt(Clock.fixed(Instant.now().plus(TestAuthority.LONG), ZoneOffset.UTC));
    watch.open();

    assertThat(state().level()).isEqualTo(Level.RED);
    assertThat(state().detail()).startsWith("the certificate in use has ended on ");
  }

  @Test
  void aDoorDoesNotOpenWithAKeyOfAnotherCertificate() {
    files.write(files.key(), SECOND.getPrivateKeyPEM());

    assertThat(whyItDoesNotOpen())
        .isEqualTo(
            "%s is not the key of the certificate in %s"
                .formatted(files.key(), files.certificate()));
  }

  @Test
  void aDoorDoesNotOpenWithAKeyOfAnotherKind() {
    files.write(files.key(), OURS.serverWithRsa().getPrivateKeyPEM());

    assertThat(whyItDoesNotOpen())
        .startsWith(files.key() + " cannot be used as a private key: ")
        .contains("does not match");
  }

  @Test
  void aDoorDoesNotOpenWithoutItsFiles() {
    files.write(files.certificate(), "");
    assertThat(whyItDoesNotOpen()).isEqualTo(files.certificate() + " holds no certificate");

    files.show(FIRST).write(files.key(), "secret");
    assertThat(whyItDoesNotOpen()).startsWith(files.key() + " cannot be used as a private key: ");

    files.show(FIRST).write(files.authority(), "x".repeat(TlsFiles.BYTES_MAX + 1));
    assertThat(whyItDoesNotOpen()).isEqualTo(files.authority() + " is larger than 1MB");
  }

  /** It would be trusted for ever, also when it has ended. */
  @Test
  void onlyAnAuthorityCanBeOne() {
    files.write(files.authority(), CLIENTS.client().getCertificatePEM());

    assertThat(whyItDoesNotOpen())
        .isEqualTo(
            files.authority() + " holds the certificate of CN=shop.example, which is no authority");
  }

  /** As OpenSSL wrote them, and cert-manager does. */
  @Test
  void theOlderFormOfKeysIsRead() throws Exception {
    X509Bundle rsa = OURS.serverWithRsa();
    byte[] wrapped = rsa.getKeyPair().getPrivate().getEncoded();
    byte[] older = Arrays.copyOfRange(wrapped, 26, wrapped.length);
    files
        .show(rsa)
        .write(
            files.key(),
            "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(older)));

    watch.open();

    assertThat(state().level()).isEqualTo(Level.GREEN);
  }
}
