package io.penstock.log.login;

import io.penstock.config.Section;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/** What stands between this node and the broker. */
public record Security(Optional<Tls> tls, Login login) {
  /** Of the embedded broker, which is inside this process. */
  public static final Security NONE = new Security(Optional.empty(), new Login.None());

  public static Security read(Section log) {
    return new Security(Tls.read(log.section("tls")), LoginReader.read(log.section("login")));
  }

  /**
   * For every Kafka client alike: those whose settings for SASL are equal share one login, and so
   * one token.
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(loginSettings());
    tls.ifPresent(it -> settings.putAll(it.settings()));
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol().name);
    return settings;
  }

  private SecurityProtocol protocol() {
    if (login instanceof Login.None) {
      return tls.isPresent() ? SecurityProtocol.SSL : SecurityProtocol.PLAINTEXT;
    }
    return tls.isPresent() ? SecurityProtocol.SASL_SSL : SecurityProtocol.SASL_PLAINTEXT;
  }

  private Map<String, String> loginSettings() {
    return switch (login) {
      case Login.None none -> Map.of();
      case Login.Password password -> settingsOf(password);
      case Login.Token token -> settingsOf(token);
    };
  }

  private static Map<String, String> settingsOf(Login.Password login) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("username", login.user());
    options.put("password", login.password().reveal());
    return Map.of(
        SaslConfigs.SASL_MECHANISM, login.method().mechanism(),
        SaslConfigs.SASL_JAAS_CONFIG, Jaas.entry(login.method().module(), options));
  }

  private static Map<String, String> settingsOf(Login.Token login) {
    return Map.of(
        SaslConfigs.SASL_MECHANISM, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM,
        SaslConfigs.SASL_JAAS_CONFIG,
            Jaas.entry(OAuthBearerLoginModule.class.getName(), TokenLogin.optionsOf(login)),
        SaslConfigs.SASL_LOGIN_CLASS, TokenLogin.class.getName(),
        SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, TokenHandler.class.getName());
  }
}
