package io.penstock.access.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.access.key.KeyHash;
import io.penstock.access.network.Network;
import io.penstock.access.tenant.DirectoryFile.Kept;
import io.penstock.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryFileTest {
  private static final Secret PEPPER = new Secret("0123456789abcdef0123456789abcdef");
  private static final Tenant ACME =
      new Tenant(
          "acme",
          "Acme & Söhne\n",
          Tier.PAID,
          Tenant.State.SUSPENDED,
          List.of(Network.parse("10.0.0.0/8").orElseThrow()),
          Set.of("orders"),
          new Limits(Map.of(Limit.EVENTS_PER_SECOND, 500L)),
          1_000,
          7);
  private static final TenantKey KEY =
      new TenantKey(
          "4fT0mQ2b",
          "acme",
          KeyHash.of("ab".repeat(32)),
          Set.of(Scope.INGEST, Scope.READ),
          List.of(),
          new TenantKey.Life(1, 2, 3),
          "",
          "sealed",
          new KeyUse(9),
          8);

  @TempDir Path folder;
  private DirectoryFile file;

  @BeforeEach
  void prepare() {
    file = new DirectoryFile(folder.resolve("data"), PEPPER);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    file.write(new Kept(known(), 5_000));

    Kept kept = file.read().orElseThrow();

    assertThat(kept.asOfMillis()).isEqualTo(5_000);
    assertThat(kept.known().revision).isEqualTo(8);
    assertThat(kept.known().tenants.get("acme")).contains(ACME);
    TenantKey key = kept.known().keys.get("4fT0mQ2b").orElseThrow();
    assertThat(key).usingRecursiveComparison().isEqualTo(KEY);
    assertThat(file.read()).isPresent();
  }

  @Test
  void whatCannotBeReadHereIsKeptForWhoCan() throws IOException {
    Known known = known();
    known.tenants.take(TenantRows.row(ACME).put("id", "new").put("tier", "galactic"));

    file.write(new Kept(known, 5_000));

    assertThat(file.read().orElseThrow().known().unreadable())
        .containsExactly("tenant new: 'galactic' is no tier that this version knows");
    assertThat(Files.readString(file.path())).contains("galactic");
  }

  @Test
  void whereNothingWasWrittenThereIsNothing() throws IOException {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void isForTheNodeAloneAndReplacedAsAWhole() throws IOException {
    file.write(new Kept(known(), 5_000));
    Files.writeString(file.path().resolveSibling("tenants-and-keys.new"), "of a node that died");

    file.write(new Kept(known(), 6_000));

    assertThat(Files.getPosixFilePermissions(file.path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file.read().orElseThrow().asOfMillis()).isEqualTo(6_000);
    try (var files = Files.list(file.path().getParent())) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "suspended,active",
    "\"revoked_at_millis\":3,\"revoked_at_millis\":0",
    "\"as_of_millis\":5000,\"as_of_millis\":9999999999999",
    "'penstock tenants and keys 1','penstock tenants and keys 2'",
    "'key ','tenant '",
    "'\n',''",
  })
  void whatSomebodyChangedIsNotTaken(String from, String to) throws IOException {
    file.write(new Kept(known(), 5_000));
    String text = Files.readString(file.path());

    Files.writeString(file.path(), text.replace(from, to));

    assertThat(text).contains(from);
    assertRefused(file);
  }

  @Test
  void whatWasCutShortIsNotTaken() throws IOException {
    file.write(new Kept(known(), 5_000));
    String text = Files.readString(file.path());

    for (int length : new int[] {0, 10, text.indexOf('\n') + 1, text.length() - 66}) {
      Files.writeString(file.path(), text.substring(0, length));
      assertRefused(file);
    }
  }

  @Test
  void whatWasWrittenWithAnotherPepperIsNotTaken() throws IOException {
    file.write(new Kept(known(), 5_000));

    assertRefused(new DirectoryFile(folder.resolve("data"), new Secret("x".repeat(32))));
  }

  private static void assertRefused(DirectoryFile file) {
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessage("it was changed, or written with another pepper");
  }

  private static Known known() {
    Known known = Known.ofNow();
    known.tenants.take(TenantRows.row(ACME));
    known.keys.take(TenantRows.row(KEY));
    known.revision = 8;
    return known;
  }
}
