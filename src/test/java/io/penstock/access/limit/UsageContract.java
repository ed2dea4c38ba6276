package io.penstock.access.limit;

import static io.penstock.control.ControlDatabases.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penstock.access.tenant.Tenant;
import io.penstock.cluster.LocalBuckets;
import io.penstock.config.Configuration;
import io.penstock.control.ControlDatabases;
import io.penstock.control.Heartbeats;
import io.penstock.fixture.HandClock;
import io.penstock.observability.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes write down of what tenants send, and of themselves, in whichever database it is. */
abstract class UsageContract {
  private static final Tenant ACME = Tenant.ofConfiguration("acme");
  private static final String LIMITS = "{events-per-day: 100, bytes-per-day: 1MB}";

  @TempDir Path folder;

  private final HandClock clock = new HandClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private ControlDatabases control;
  private Node one;
  private Node other;

  abstract ControlDatabases start(Path folder);

  private record Node(Limiter limiter, UsageBook book) {
    Allowance acme() {
      return limiter.of(ACME);
    }

    void write() {
      answer(book.write());
    }
  }

  @BeforeEach
  void prepare() {
    control = start(folder);
    one = node();
    other = node();
  }

  @AfterEach
  void close() {
    control.close();
  }

  @Test
  void whatOneNodeKeptCountsForAllNodes() {
    one.acme().keep(60, 1_000);
    one.write();
    other.acme().keep(30, 1_000);
    other.write();
    other.acme().keep(10, 0);

    assertThat(one.acme().excess()).isEmpty();
    assertThat(other.acme().excess().orElseThrow().code()).isEqualTo("quota_exhausted");
    other.write();
    one.acme().excess();
    one.write();
    Excess excess = one.acme().excess().orElseThrow();
    assertThat(excess.fields().state())
        .isEqualTo("\"events-per-day\";r=0;t=86400, \"bytes-per-day\";r=1046576;t=86400");
    assertThat(excess.retryAfter()).isGreaterThanOrEqualTo(Duration.ofDays(1));
  }

  @Test
  void bytesCountToo() {
    one.acme().keep(1, 1 << 20);

    assertThat(one.acme().excess()).isPresent();
  }

  @Test
  void aDayBeginsAtMidnight() {
    one.acme().keep(100, 0);
    one.write();
    assertThat(one.acme().excess()).isPresent();

    clock.passes(Duration.ofDays(1));
    one.acme().excess();
    one.write();

    assertThat(one.acme().excess()).isEmpty();
  }

  @Test
  void peopleAreWarnedOnceNearTheEndAndOnceAtIt() {
    one.acme().keep(79, 0);
    one.write();
    assertThat(warnings("near")).isZero();
    other.acme().keep(1, 0);
    other.write();
    assertThat(warnings("near")).isOne();
    one.acme().keep(15, 0);
    one.write();
    other.acme().keep(15, 0);
    other.write();
    one.acme().excess();
    one.write();

    assertThat(warnings("near")).isOne();
    assertThat(warnings("exhausted")).isOne();
  }

  @Test
  void nodesAreThereFromTheirFirstBeatToTheirLast() {
    var first = new Heartbeats(control.database(), "node-1");
    var second = new Heartbeats(control.database(), "node-2");

    assertThat(answer(first.beat())).isEqualTo(1);
    assertThat(answer(second.beat())).isEqualTo(2);
    assertThat(answer(first.beat())).isEqualTo(2);
    control.run("UPDATE penstock.nodes SET seen_at_millis = seen_at_millis - 16000");
    assertThat(answer(first.beat())).isEqualTo(1);
    assertThat(answer(second.beat())).isEqualTo(2);
    answer(second.leave());
    assertThat(answer(first.beat())).isEqualTo(1);
  }

  private double warnings(String level) {
    var counter = registry.find("penstock.quota.warnings").tag("level", level).counter();
    return counter == null ? 0 : counter.count();
  }

  private Node node() {
    var config =
        LimitConfig.read(Configuration.ofYaml("tiers: {enterprise: " + LIMITS + "}").root());
    var limiter = new Limiter(config, new Shares(), new LocalBuckets(clock), clock, new Random(1));
    return new Node(limiter, new UsageBook(control.database(), limiter, new Meters(registry, "1")));
  }
}
