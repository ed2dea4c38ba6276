package io.penstock.sink.blackhole;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlackholeConfigTest {
  @Test
  void takesEverythingAtOnceUnlessToldOtherwise() {
    assertThat(BlackholeConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(new BlackholeConfig(Duration.ZERO, 0, Duration.ofSeconds(1), 1, List.of()));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            """
            delay: 5ms
            failure-rate: 0.25
            hold-for: 2s
            seed: -7
            script: [delivered, hold, stored+never]
            """);

    assertThat(BlackholeConfig.read(configuration.root()))
        .isEqualTo(
            new BlackholeConfig(
                Duration.ofMillis(5),
                0.25,
                Duration.ofSeconds(2),
                -7,
                List.of("delivered", "hold", "stored+never")));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfBoundsOrNoWordOfAScript() {
    Configuration configuration =
        Configuration.ofYaml("{delay: 2m, failure-rate: 2, hold-for: 0s, script: [lose]}");

    BlackholeConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "delay: 2m is not between 0s and 1m",
            "failure-rate: 2 is not between 0 and 1",
            "hold-for: 0s is not between 1ms and 10m",
            "script: 'lose' is not one of [delivered, hold, refused, fault], or per-event answers"
                + " with + between");
  }
}
