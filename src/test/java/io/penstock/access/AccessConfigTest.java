package io.penstock.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import io.penstock.config.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
  @Test
  void belongsToNobodyInParticularUnlessToldOtherwise() {
    assertThat(AccessConfig.read(Configuration.ofYaml("key: k").root()).tenant())
        .isEqualTo("00000000-0000-0000-0000-000000000000");
  }

  @Test
  void readsEveryKey() {
    Configuration configuration = Configuration.ofYaml("key: a key\ntenant: acme-1");

    assertThat(AccessConfig.read(configuration.root()))
        .isEqualTo(new AccessConfig(Optional.of(new Secret("a key")), "acme-1"));
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesToBeWithoutAKeyAndATenantThatIsNoName() {
    Configuration configuration = Configuration.ofYaml("key: ''\ntenant: a;b");

    AccessConfig.read(configuration.root());

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "key: is required, such as ${env:PENSTOCK_KEY}; senders give it as 'Authorization:"
                + " Bearer <key>'",
            "tenant: 'a;b' is not 1 to 64 letters, digits, dots, dashes or underscores");
  }
}
