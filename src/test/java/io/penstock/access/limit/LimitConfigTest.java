package io.penstock.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Tenant;
import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitConfigTest {
  @Test
  void limitsNobodyUnlessToldOtherwise() {
    var config = LimitConfig.read(Configuration.ofYaml("{}").root());

    assertThat(config.limits(ENTERPRISE).of(Limit.EVENTS_PER_SECOND)).isEqualTo(Limit.UNLIMITED);
    assertThat(config.weight(ENTERPRISE)).isEqualTo(16);
    assertThat(config.burst()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void readsWhatATierHas() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            tiers:
              enterprise: {events-per-second: 500, bytes-per-day: 2GB, weight: 3}
            """);

    var config = LimitConfig.read(configuration.root());

    assertThat(config.limits(ENTERPRISE).text())
        .isEqualTo("events-per-second=500,bytes-per-day=2GB");
    assertThat(config.weight(ENTERPRISE)).isEqualTo(3);
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void saysWhatALimitMayBe() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            tiers:
              free: {events-per-second: 0, bytes-per-second: many}
            """);

    LimitConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .anySatisfy(
            each ->
                assertThat(each)
                    .contains("tiers.free.events-per-second")
                    .contains("'0' is not unlimited, or 1 to 100000000"))
        .anySatisfy(
            each ->
                assertThat(each)
                    .contains("'many' is not unlimited, or 1KB to 10GB, such as 128KB"));
  }

  private static final Tenant ENTERPRISE = Tenant.ofConfiguration("acme");
}
