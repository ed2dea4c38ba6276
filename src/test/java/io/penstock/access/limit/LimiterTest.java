package io.penstock.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.tenant.Limits;
import io.penstock.access.tenant.Tenant;
import io.penstock.access.tenant.Tier;
import io.penstock.cluster.LocalBuckets;
import io.penstock.cluster.SharedBuckets;
import io.penstock.config.Configuration;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.HandClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimiterTest {
  private static final Tenant ACME = Tenant.ofConfiguration("acme");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final HandClock clock = new HandClock();
  private final SharedBuckets together = new LocalBuckets(clock);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoHasNoLimitIsNeverStopped() {
    Allowance acme = node("{}", together, 1, 1).of(ACME);
    acme.charge(Integer.MAX_VALUE, Integer.MAX_VALUE);

    assertThat(acme.excess()).isEmpty();
    assertThat(acme.fields()).isEmpty();
  }

  /**
   * Half of the burst at once, the other half within a moment of the clock's, and then the rate.
   */
  @Test
  void aTenantGetsItsBurstAndThenItsRate() {
    Limiter node = node("events-per-second: 1000", together, 1, 1);
    Allowance acme = node.of(ACME);

    assertThat(drained(acme)).isEqualTo(1_000);
    passes(Duration.ofSeconds(1));
    awaitLeft(acme);
    assertThat(drained(acme)).isEqualTo(1_000);
    passes(Duration.ofSeconds(5));
    awaitLeft(acme);
    assertThat(drained(acme)).isEqualTo(1_000);
  }

  @Test
  void whoSendsMoreAtOnceThanItMayPaysForItBeforeTheNext() {
    Allowance acme = node("events-per-second: 100", together, 1, 1).of(ACME);

    assertThat(acme.excess()).isEmpty();
    acme.charge(400, 10);

    Excess excess = acme.excess().orElseThrow();
    assertThat(excess.code()).isEqualTo("rate_limited");
    assertThat(excess.detail()).contains("may send 100 events a second");
    assertThat(excess.retryAfter()).isBetween(Duration.ofMillis(3_010), Duration.ofMillis(5_515));
    assertThat(excess.fields().policy()).isEqualTo("\"events-per-second\";q=100;w=1");
    assertThat(excess.fields().state()).isEqualTo("\"events-per-second\";r=0;t=3");
    for (int owed = 200; owed >= 0; owed -= 100) {
      passes(Duration.ofSeconds(1));
      awaitOwed(acme, owed);
    }
    assertThat(acme.excess()).isPresent();
    passes(Duration.ofMillis(10));
    awaitLeft(acme);
    assertThat(acme.excess()).isEmpty();
  }

  @Test
  void bytesAreARateOfTheirOwn() {
    Allowance acme =
        node("events-per-second: 100, bytes-per-second: 10KB", together, 1, 1).of(ACME);
    acme.charge(1, 20_000);

    Excess excess = acme.excess().orElseThrow();

    assertThat(excess.detail()).contains("may send 10KB of events a second");
    assertThat(excess.fields().policy())
        .isEqualTo(
            "\"events-per-second\";q=100;w=1, "
                + "\"bytes-per-second\";qu=\"content-bytes\";q=10240;w=1");
    assertThat(excess.fields().state())
        .isEqualTo("\"events-per-second\";r=99;t=1, \"bytes-per-second\";r=0;t=1");
  }

  @Test
  void threeNodesGetWhatOneWould() {
    List<Allowance> nodes = nodes(together, 3, 3);
    nodes.forEach(LimiterTest::drained);

    int taken = 0;
    for (int step = 0; step < 100; step++) {
      passes(Duration.ofMillis(100));
      nodes.forEach(acme -> acme.charge(0, 0));
      int before = taken;
      for (Allowance acme : nodes) {
        taken += drained(acme);
      }
      if (taken == before) {
        awaitAnyLeft(nodes);
      }
    }
    nodes.forEach(LimiterTest::awaitNothingUnderWay);

    assertThat(taken).isBetween(8_000, 10_100);
  }

  /** Each fills its own share, by how many there are, not by how many it hears. */
  @Test
  void nodesThatHearNobodyKeepToTheirShares() {
    List<Allowance> nodes = nodes((key, filling, wanted) -> Future.failedFuture("cut"), 1, 3);
    nodes.forEach(LimiterTest::drained);
    nodes.forEach(Allowance::excess);

    passes(Duration.ofSeconds(30));
    for (Allowance acme : nodes) {
      awaitLeft(acme);
      assertThat(drained(acme)).isBetween(300, 334);
    }
  }

  @Test
  void partsOfTheClusterThatDoNotHearEachOtherShareTheLimit() {
    Limiter two = node("events-per-second: 900", new LocalBuckets(clock), 2, 3);
    Limiter one = node("events-per-second: 900", new LocalBuckets(clock), 1, 3);
    int taken = 0;
    drained(two.of(ACME));
    drained(one.of(ACME));
    two.of(ACME).excess();
    one.of(ACME).excess();
    for (int second = 0; second < 10; second++) {
      passes(Duration.ofMillis(250));
      awaitLeft(two.of(ACME));
      awaitLeft(one.of(ACME));
      taken += drained(two.of(ACME)) + drained(one.of(ACME));
    }

    assertThat(taken).isBetween(2_000, 2_270);
  }

  @Test
  void aLimitThatChangedHoldsAtOnce() {
    Limiter node = node("events-per-second: 100", together, 1, 1);
    drained(node.of(ACME));
    assertThat(node.of(ACME).excess()).isPresent();

    Tenant free =
        new Tenant(
            "acme", "acme", Tier.FREE, Tenant.State.ACTIVE, List.of(), Set.of(), Limits.NONE, 0, 2);

    assertThat(node.of(free).excess()).isEmpty();
    assertThat(node.of(free).weight()).isEqualTo(1);
  }

  private List<Allowance> nodes(SharedBuckets buckets, int heard, int there) {
    return IntStream.range(0, there)
        .mapToObj(each -> node("events-per-second: 1000", buckets, heard, there).of(ACME))
        .toList();
  }

  private Limiter node(String limits, SharedBuckets buckets, int heard, int there) {
    String tier = limits.equals("{}") ? limits : "{" + limits + "}";
    var config = LimitConfig.read(Configuration.ofYaml("tiers: {enterprise: " + tier + "}").root());
    var shares = new Shares();
    shares.tell(heard, there);
    var limiter = new Limiter(config, shares, buckets, clock, new Random(heard));
    limiter.open(vertx);
    return limiter;
  }

  private void passes(Duration time) {
    clock.passes(time);
  }

  /** Sends one event after the other until it is stopped. */
  private static int drained(Allowance acme) {
    int events = 0;
    while (acme.excess().isEmpty()) {
      acme.charge(1, 100);
      events++;
    }
    return events;
  }

  private static void awaitLeft(Allowance acme) {
    Eventually.holds("more is there", SOON, () -> acme.terms().leases().getFirst().left() > 0);
  }

  private static void awaitAnyLeft(List<Allowance> nodes) {
    Eventually.holds(
        "more is there",
        SOON,
        () -> nodes.stream().anyMatch(acme -> acme.terms().leases().getFirst().left() > 0));
  }

  private static void awaitOwed(Allowance acme, long owed) {
    Eventually.holds("it was paid", SOON, () -> acme.terms().leases().getFirst().left() == -owed);
  }

  private static void awaitNothingUnderWay(Allowance acme) {
    assertThat(acme.terms().leases().getFirst().left()).isLessThanOrEqualTo(1_000);
  }
}
