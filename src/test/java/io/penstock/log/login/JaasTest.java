package io.penstock.log.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Secret;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

class JaasTest {
  @Property(tries = 500)
  void givesKafkaEveryUserAndPasswordAsTheyAre(@ForAll String user, @ForAll String password) {
    var login = new Login.Password(Login.Method.PLAIN, user, new Secret(password));

    assertThat(optionsOf(login)).isEqualTo(Map.of("username", user, "password", password));
  }

  /** As Kafka's clients read them. */
  private static Map<String, ?> optionsOf(Login login) {
    Map<String, String> settings = new Security(Optional.empty(), login).settings();
    String entry = settings.get(SaslConfigs.SASL_JAAS_CONFIG);
    return JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(entry)))
        .configurationEntries()
        .getFirst()
        .getOptions();
  }
}
