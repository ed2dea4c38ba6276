package io.penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ControlConfigTest {
  private static final Path DATA = Path.of("/data");

  private static ControlConfig read(String yaml) {
    return ControlConfig.read(Configuration.ofYaml(yaml).root());
  }

  @Test
  void withoutAWordItIsAFileOfTheNode() {
    ControlConfig config = read("{}");

    assertThat(config.isFile()).isTrue();
    assertThat(config.jdbcUrl(DATA)).startsWith("jdbc:h2:file:/data/control/control;");
    assertThat(config.connectionsMax()).isEqualTo(4);
  }

  @Test
  void mapsEveryKey() {
    ControlConfig config =
        read("{url: 'jdbc:postgresql://db/p?ssl=true', user: u, password: p, connections-max: 9}");

    assertThat(config.jdbcUrl(DATA))
        .isEqualTo("jdbc:postgresql://db/p?ssl=true&connectTimeout=5&socketTimeout=30");
    assertThat(config.user()).contains("u");
    assertThat(config.password().orElseThrow().reveal()).isEqualTo("p");
    assertThat(config.connectionsMax()).isEqualTo(9);
  }

  @Test
  void anotherNodesFileIsOpenedByAKeyThatIsNeverShown() {
    Configuration configuration =
        Configuration.ofYaml("{url: 'jdbc:h2:tcp://127.0.0.1:9092', password: k3y}");
    ControlConfig config = ControlConfig.read(configuration.root());

    assertThat(config.jdbcUrl(DATA)).startsWith("jdbc:h2:tcp://127.0.0.1:9092/k3y;WRITE_DELAY=0;");
    assertThat(config.passwordOrNone()).isEmpty();
    assertThat(config.userOrOwner()).isEqualTo("penstock");
    assertThat(config.mask("cannot open jdbc:h2:tcp://127.0.0.1:9092/k3y"))
        .isEqualTo("cannot open jdbc:h2:tcp://127.0.0.1:9092/***");
    assertThat(configuration.yaml()).doesNotContain("k3y");
  }

  @Test
  void anotherNodesFileIsOnThisMachineAndNeedsItsKey() {
    Configuration far = Configuration.ofYaml("{url: 'jdbc:h2:tcp://10.0.0.1:9092', password: k}");
    Configuration keyless = Configuration.ofYaml("{url: 'jdbc:h2:tcp://127.0.0.1:9092'}");
    ControlConfig.read(far.root());
    ControlConfig.read(keyless.root());

    assertThat(Complaints.of(far)).containsExactly("url: does not begin with jdbc:postgresql://");
    assertThat(Complaints.of(keyless))
        .containsExactly("password: is missing: the key under which the other node lends its file");
  }

  @Test
  void refusesOtherDatabasesAndPasswordsInPlainSight() {
    Configuration configuration =
        Configuration.ofYaml("{url: 'jdbc:mysql://db/p?password=x', connections-max: 0}");
    ControlConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactlyInAnyOrder(
            "connections-max: 0 is not between 1 and 64",
            "url: does not begin with jdbc:postgresql://",
            "url: holds a password; it belongs under 'password', which is never shown");
  }
}
