package io.penstock.access.tenant;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.access.audit.Act;
import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Trail;
import io.penstock.access.key.KeyMint;
import io.penstock.access.network.Network;
import io.penstock.access.tenant.DirectoryFile.Kept;
import io.penstock.config.Secret;
import io.penstock.control.ControlDatabases;
import io.penstock.control.DatabaseClock;
import io.penstock.fixture.HandClock;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people decide of tenants and keys, and what nodes then know, in whichever database it is.
 */
abstract class TenancyContract {
  private static final TenantChange BLANK =
      new TenantChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  @TempDir Path folder;

  private final HandClock clock = new HandClock();
  private ControlDatabases control;
  private AuditTrail audit;
  private TenantActs tenants;
  private KeyActs keys;
  private TenantQueries queries;
  private Directory directory;

  abstract ControlDatabases start(Path folder);

  @BeforeEach
  void prepare() {
    control = start(folder);
    audit = new AuditTrail(clock);
    tenants = new TenantActs(control.database(), audit);
    var mint = new KeyMint(new Random(1), "test", new Secret("pepper"));
    keys = new KeyActs(control.database(), audit, mint, clock);
    queries = new TenantQueries(control.database());
    directory = directory();
  }

  @AfterEach
  void close() {
    control.close();
  }

  @Test
  void aTenantIsKnownAsItWasMade() {
    var change =
        new TenantChange(
            Optional.of("Acme & Söhne"),
            Optional.of(Tier.PAID),
            Optional.empty(),
            Optional.of(List.of(network("10.0.0.0/8"), network("2001:db8::/32"))),
            Optional.of(Set.of("orders", "events")),
            Map.of(
                Limit.EVENTS_PER_SECOND,
                Optional.of(500L),
                Limit.BYTES_PER_DAY,
                Optional.of(Limit.UNLIMITED)));

    Tenant made = answer(tenants.create(order(), change.create("acme", clock.millis())));
    answer(directory.refresh());

    assertThat(directory.tenant("acme")).contains(made);
    assertThat(answer(queries.tenants("", 10))).containsExactly(made);
    assertThat(made.createdAtMillis()).isEqualTo(clock.millis());
    assertThat(made.name()).isEqualTo("Acme & Söhne");
  }

  @Test
  void aLimitStaysUntilItIsAsTheTierHasIt() {
    holds("acme");
    limit(Map.of(Limit.EVENTS_PER_SECOND, Optional.of(500L)));
    Tenant both = limit(Map.of(Limit.BYTES_PER_DAY, Optional.of(1L << 20)));
    Tenant one = limit(Map.of(Limit.EVENTS_PER_SECOND, Optional.empty()));
    answer(directory.refresh());

    assertThat(both.limits().text()).isEqualTo("events-per-second=500,bytes-per-day=1MB");
    assertThat(one.limits().text()).isEqualTo("bytes-per-day=1MB");
    assertThat(directory.tenant("acme")).contains(one);
  }

  private Tenant limit(Map<Limit, Optional<Long>> limits) {
    var change =
        new TenantChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            limits);
    return answer(tenants.change(order(), "acme", change));
  }

  @Test
  void ofOneIdThereIsOneTenant() {
    holds("acme");

    assertThatThrownBy(() -> holds("acme"))
        .isInstanceOf(Unacceptable.class)
        .hasMessage("there is a tenant 'acme' already");
  }

  @Test
  void aChangeChangesWhatItNames() {
    holds("acme");

    var suspend =
        new TenantChange(
            Optional.empty(),
            Optional.of(Tier.ENTERPRISE),
            Optional.of(Tenant.State.SUSPENDED),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    answer(tenants.change(order(), "acme", suspend));
    answer(directory.refresh());

    Tenant acme = directory.tenant("acme").orElseThrow();
    assertThat(acme.name()).isEqualTo("acme");
    assertThat(acme.tier()).isEqualTo(Tier.ENTERPRISE);
    assertThat(acme.state()).isEqualTo(Tenant.State.SUSPENDED);
    assertThatThrownBy(() -> answer(tenants.change(order(), "nobody", suspend)))
        .isInstanceOf(NotFound.class)
        .hasMessage("there is no tenant 'nobody'");
  }

  @Test
  void aKeyIsKnownByItsHashAlone() {
    holds("acme");

    IssuedKey issued = answer(keys.create(order(), wish("acme", Optional.of(Duration.ofDays(1)))));
    answer(directory.refresh());

    TenantKey known = directory.key(issued.secret().id()).orElseThrow();
    assertThat(known.hash()).isEqualTo(issued.key().hash());
    assertThat(known.life())
        .isEqualTo(
            new TenantKey.Life(clock.millis(), clock.millis() + Duration.ofDays(1).toMillis(), 0));
    assertThat(known.networks()).containsExactly(network("10.0.0.0/8"));
    assertThat(everythingStored()).doesNotContain(issued.secret().reveal().substring(22));
  }

  @Test
  void aSigningSecretIsStoredSealed() {
    holds("acme");

    IssuedKey issued =
        answer(
            keys.create(
                order(), new KeyWish("acme", Scope.SENDING, List.of(), Optional.empty(), true)));

    String secret = issued.signingSecret().orElseThrow().reveal();
    assertThat(secret).startsWith("whsec_");
    assertThat(issued.key().isToBeSigned()).isTrue();
    assertThat(everythingStored()).doesNotContain(secret).doesNotContain(secret.substring(6, 20));
  }

  @Test
  void nobodyHasAKeyWhoIsNoTenant() {
    assertThatThrownBy(() -> answer(keys.create(order(), wish("nobody", Optional.empty()))))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void aRevokedKeyIsKnownAsSuchAndStaysSo() {
    holds("acme");
    String id = issue("acme");
    answer(directory.refresh());

    answer(keys.revoke(order(), id));
    answer(directory.refresh());
    TenantKey revoked = directory.key(id).orElseThrow();
    clock.passes(Duration.ofHours(1));
    answer(keys.revoke(order(), id));

    assertThat(revoked.life().isRevoked()).isTrue();
    Directory ofARestart = directory();
    answer(ofARestart.refresh());
    assertThat(ofARestart.key(id).orElseThrow().life()).isEqualTo(revoked.life());
    assertThatThrownBy(() -> answer(keys.rotate(order(), id, Duration.ofDays(1))))
        .hasMessage("key '%s' is over: make another one for tenant 'acme'".formatted(id));
  }

  /** A backup was taken back, or a replica that was behind has taken over. */
  @Test
  void whatIsDecidedAfterADatabaseWasSetBackIsSeen() {
    holds("acme");
    String id = issue("acme");
    answer(directory.refresh());

    control.run("UPDATE penstock.access_revision SET revision = 0");
    answer(keys.revoke(order(), id));
    answer(directory.refresh());

    assertThat(directory.key(id).orElseThrow().life().isRevoked()).isTrue();
  }

  @Test
  void ofTwoKeysThatOverlapTheOlderEndsByItself() {
    holds("acme");
    String old = issue("acme");
    clock.passes(Duration.ofDays(1));

    IssuedKey issued = answer(keys.rotate(order(), old, Duration.ofHours(2)));
    answer(directory.refresh());

    String young = issued.secret().id();
    long end = clock.millis() + Duration.ofHours(2).toMillis();
    assertThat(directory.key(old).orElseThrow().life().expiresAtMillis()).isEqualTo(end);
    assertThat(directory.key(old).orElseThrow().isLive(end - 1)).isTrue();
    assertThat(directory.key(old).orElseThrow().isLive(end)).isFalse();
    assertThat(directory.key(young).orElseThrow().replaces()).isEqualTo(old);
    assertThat(directory.key(young).orElseThrow().life().expiresAtMillis()).isZero();
    assertThat(directory.key(young).orElseThrow().networks())
        .containsExactly(network("10.0.0.0/8"));
  }

  @Test
  void neverMoreThanTwoOverlap() {
    holds("acme");
    String first = issue("acme");
    String second = answer(keys.rotate(order(), first, Duration.ofHours(2))).secret().id();

    for (String either : List.of(first, second)) {
      assertThatThrownBy(() -> answer(keys.rotate(order(), either, Duration.ofHours(2))))
          .isInstanceOf(Unacceptable.class)
          .hasMessage(
              "key '%s' is one of two that overlap: revoke the other, or wait until it is over"
                  .formatted(either));
    }
    clock.passes(Duration.ofHours(2));
    assertThat(answer(keys.rotate(order(), second, Duration.ofHours(2))).key().replaces())
        .isEqualTo(second);
  }

  @Test
  void aKeyThatEndsIsReplacedByOneThatLastsAsLong() {
    holds("acme");
    IssuedKey old = answer(keys.create(order(), wish("acme", Optional.of(Duration.ofDays(30)))));
    clock.passes(Duration.ofDays(29));

    IssuedKey young = answer(keys.rotate(order(), old.secret().id(), Duration.ofDays(7)));
    answer(directory.refresh());

    assertThat(young.key().life().expiresAtMillis())
        .isEqualTo(clock.millis() + Duration.ofDays(30).toMillis());
    assertThat(directory.key(old.secret().id()).orElseThrow().life()).isEqualTo(old.key().life());
  }

  @Test
  void aDryRunSaysWhatWouldBeAndLeavesNoTrace() {
    holds("acme");
    String id = issue("acme");
    long recorded = Trail.verified(control);

    TenantKey revoked = answer(keys.revoke(new Order(act(), true), id));
    answer(directory.refresh());

    assertThat(revoked.life().isRevoked()).isTrue();
    assertThat(directory.key(id).orElseThrow().life().isRevoked()).isFalse();
    assertThat(Trail.verified(control)).isEqualTo(recorded);
  }

  @Test
  void whatCannotBeRecordedDoesNotHappen() {
    holds("acme");
    String id = issue("acme");
    control.run("ALTER TABLE penstock.audit RENAME TO elsewhere");

    assertThatThrownBy(() -> holds("other")).isNotNull();
    assertThatThrownBy(() -> issue("acme")).isNotNull();
    assertThatThrownBy(() -> answer(keys.revoke(order(), id))).isNotNull();

    answer(directory.refresh());
    assertThat(answer(queries.tenants("", 10))).extracting(Tenant::id).containsExactly("acme");
    assertThat(answer(queries.keys(Optional.empty(), "", 10))).hasSize(1);
    assertThat(directory.key(id).orElseThrow().life().isRevoked()).isFalse();
  }

  @Test
  void everyActIsRecorded() {
    holds("acme");
    String id = issue("acme");
    String young = answer(keys.rotate(order(), id, Duration.ofHours(1))).secret().id();
    answer(keys.revoke(order(), id));

    assertThat(Trail.verified(control)).isEqualTo(4);
    assertThat(Trail.records(control))
        .extracting(record -> record.act().subject().tenant())
        .containsOnly("acme");
    assertThat(Trail.records(control))
        .extracting(record -> record.act().subject().keyId())
        .containsExactly("", id, young, id);
    assertThat(Trail.records(control))
        .extracting(record -> record.act().why())
        .containsOnly("was mended");
  }

  @Test
  void aTenantHasSoManyLiveKeys() {
    holds("acme");
    for (int i = 0; i < KeyActs.LIVE_MAX; i++) {
      issue("acme");
    }

    assertThatThrownBy(() -> issue("acme"))
        .isInstanceOf(Unacceptable.class)
        .hasMessage("tenant 'acme' has 100 keys, and no more are allowed: revoke some");
  }

  @Test
  void aNodeThatComesLaterReadsEverythingPageByPage() {
    control.run(
        "INSERT INTO penstock.tenants ("
            + TenantRows.TENANT
            + ") SELECT 'many-' || n, 'x', 'free', 'active', '', '', '', 1, 7 FROM "
            + numbers(2_500)
            + " AS t(n)");
    control.run("UPDATE penstock.access_revision SET revision = 7");

    answer(directory.refresh());

    assertThat(directory.tenant("many-1")).isPresent();
    assertThat(directory.tenant("many-2500")).isPresent();
  }

  abstract String numbers(int count);

  @Test
  void whatANewerVersionWroteOpensNothingAndHoldsUpNothingElse() {
    holds("acme");
    holds("other");
    String odd = issue("acme");
    String good = issue("acme");
    answer(directory.refresh());

    control.run("UPDATE penstock.tenants SET tier = 'galactic', revision = 100 WHERE id = 'other'");
    control.run(
        "UPDATE penstock.tenant_keys SET scopes = 'ingest,teleport', revision = 100 WHERE id = '%s'"
            .formatted(odd));
    control.run("UPDATE penstock.access_revision SET revision = 100");
    answer(keys.revoke(order(), good));
    answer(directory.refresh());

    assertThat(directory.tenant("acme")).isPresent();
    assertThat(directory.key(good).orElseThrow().life().isRevoked()).isTrue();
    assertThat(directory.tenant("other")).isEmpty();
    assertThat(directory.isUnreadable("other")).isTrue();
    assertThat(directory.key(odd)).isEmpty();
    assertThat(directory.isUnreadableKey(odd)).isTrue();
    assertThat(directory.unreadable())
        .containsExactly(
            "tenant other: 'galactic' is no tier that this version knows",
            "key %s: 'teleport' is no scope that this version knows".formatted(odd));

    control.run("UPDATE penstock.tenants SET tier = 'free', revision = 102 WHERE id = 'other'");
    control.run("UPDATE penstock.access_revision SET revision = 102");
    answer(directory.refresh());
    assertThat(directory.tenant("other")).isPresent();
    assertThat(directory.unreadable()).hasSize(1);
  }

  @Test
  void changesOfManyAtOnceAreAllSeenInTheirOrder() {
    holds("acme");
    List<Future<IssuedKey>> issuing = new ArrayList<>();
    IntStream.range(0, 20)
        .forEach(i -> issuing.add(keys.create(order(), wish("acme", Optional.empty()))));

    Future.all(issuing).await();
    answer(directory.refresh());

    assertThat(issuing)
        .allSatisfy(each -> assertThat(directory.key(each.result().secret().id())).isPresent());
    assertThat(issuing.stream().map(each -> each.result().key().revision()).distinct()).hasSize(20);
  }

  @Test
  void usesAreWrittenDownOnceAndTheLatestCounts() {
    holds("acme");
    String id = issue("acme");
    answer(directory.refresh());
    long now = clock.millis();
    directory.key(id).orElseThrow().use().note(now);

    answer(new KeyUses(control.database(), directory).write());

    assertThat(lastUse(id)).isEqualTo(now);
    Directory other = directory();
    answer(other.refresh());
    other.key(id).orElseThrow().use().note(now + 5_000);
    answer(new KeyUses(control.database(), other).write());
    directory.key(id).orElseThrow().use().note(now + 2_000);
    answer(new KeyUses(control.database(), directory).write());
    assertThat(lastUse(id)).isEqualTo(now + 5_000);
  }

  @Test
  void isOfNoUseUntilItWasRead() {
    assertThat(directory.isUsable()).isFalse();

    answer(directory.refresh());

    assertThat(directory.isUsable()).isTrue();
  }

  @Test
  void whatWasKeptIsOfUseForAsLongAsItWouldHaveBeenWithoutARestart() {
    holds("acme");
    String id = issue("acme");
    answer(directory.refresh());
    Kept kept = directory.kept().orElseThrow();
    var own = new HandClock();
    own.passes(Duration.between(own.instant(), Instant.ofEpochMilli(kept.asOfMillis())));
    Directory later =
        new Directory(control.database(), new DatabaseClock(own), Duration.ofMinutes(1));

    later.restore(kept);

    assertThat(later.key(id)).isPresent();
    own.passes(Duration.ofMinutes(1));
    assertThat(later.isUsable()).isTrue();
    own.passes(Duration.ofMillis(1));
    assertThat(later.isUsable()).isFalse();
    answer(keys.revoke(order(), id));
    answer(later.refresh());
    assertThat(later.isUsable()).isTrue();
    assertThat(later.key(id).orElseThrow().life().isRevoked()).isTrue();
  }

  private long lastUse(String id) {
    return answer(queries.keys(Optional.of("acme"), "", 10)).stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow()
        .use()
        .lastMillis();
  }

  private String everythingStored() {
    var all = new StringBuilder();
    for (String table : List.of("tenants", "tenant_keys", "audit")) {
      control
          .run("SELECT * FROM penstock." + table)
          .forEach(row -> all.append(row.toJson().encode()));
    }
    return all.toString();
  }

  private Directory directory() {
    return new Directory(
        control.database(), new DatabaseClock(Clock.systemUTC()), Duration.ofMinutes(1));
  }

  private void holds(String tenant) {
    answer(tenants.create(order(), BLANK.create(tenant, clock.millis())));
  }

  private String issue(String tenant) {
    return answer(keys.create(order(), wish(tenant, Optional.empty()))).secret().id();
  }

  private static KeyWish wish(String tenant, Optional<Duration> lasts) {
    return new KeyWish(tenant, Scope.SENDING, List.of(network("10.0.0.0/8")), lasts, false);
  }

  private static Network network(String text) {
    return Network.parse(text).orElseThrow();
  }

  private static Order order() {
    return new Order(act(), false);
  }

  private static Act act() {
    return Trail.act("test", "acme");
  }
}
