package io.penstock.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminConfigTest {
  @Test
  void staysOnLoopbackUnlessToldOtherwise() {
    assertThat(AdminConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(new AdminConfig("127.0.0.1", 8081, Optional.empty()));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml(
            "host: 10.0.0.1\nport: 0\nhealth: {enabled: true, host: 10.0.0.2, port: 1}");

    assertThat(AdminConfig.read(configuration.root()))
        .isEqualTo(
            new AdminConfig("10.0.0.1", 0, Optional.of(new AdminConfig.Listener("10.0.0.2", 1))));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesAPortThatIsNone() {
    Configuration configuration = Configuration.ofYaml("port: -1");

    AdminConfig.read(configuration.root());

    assertThat(Complaints.of(configuration)).containsExactly("port: -1 is not between 0 and 65535");
  }
}
