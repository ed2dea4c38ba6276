package io.penstock.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerConfigTest {
  @Test
  void acceptsNoDifferenceUnlessToldOtherwise() {
    assertThat(LedgerConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(new LedgerConfig(0, 5_000_000, Duration.ofMinutes(10), Duration.ofMinutes(1)));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml("difference-max: 7\nevents-max: 2000\ntime-max: 30s\ncheck-every: 5s");

    assertThat(LedgerConfig.read(configuration.root()))
        .isEqualTo(new LedgerConfig(7, 2_000, Duration.ofSeconds(30), Duration.ofSeconds(5)));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    Configuration configuration =
        Configuration.ofYaml("difference-max: -1\nevents-max: 9\ntime-max: 1d\ncheck-every: 0s");

    LedgerConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "check-every: 0s is not between 1s and 1h",
            "difference-max: -1 is not between 0 and 1000000000000",
            "events-max: 9 is not between 1000 and 100000000",
            "time-max: 1d is not between 1s and 6h");
  }
}
