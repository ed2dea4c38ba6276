package io.penstock.log.login;

import io.penstock.config.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.Subject;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * Logs in by token. Kafka's clients make one for all of them whose settings are the same, and close
 * it with the last.
 *
 * <p>Kafka's own asks for the first token while a client is made: a node could not start while the
 * token endpoint is away, and whoever makes a client would wait, holding a lock that all others
 * need.
 */
public final class TokenLogin implements org.apache.kafka.common.security.auth.Login {
  private static final String URL = "tokenUrl";
  private static final String AUTHORITY = "tokenAuthority";
  private static final String CLIENT_ID = "clientId";
  private static final String CLIENT_SECRET = "clientSecret";
  private static final String SCOPE = "scope";

  private final Subject subject = new Subject();
  private @Nullable TokenServer server;
  private @Nullable Tokens tokens;

  /** As the module's options name it. */
  static Map<String, String> optionsOf(Login.Token login) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(URL, login.server().toString());
    options.put(AUTHORITY, login.authority());
    options.put(CLIENT_ID, login.clientId());
    options.put(CLIENT_SECRET, login.clientSecret().reveal());
    options.put(SCOPE, login.scope());
    return options;
  }

  private static Login.Token tokenOf(Map<String, ?> options) {
    return new Login.Token(
        URI.create(option(options, URL)),
        option(options, AUTHORITY),
        option(options, CLIENT_ID),
        new Secret(option(options, CLIENT_SECRET)),
        option(options, SCOPE));
  }

  private static String option(Map<String, ?> options, String name) {
    return String.valueOf(Objects.requireNonNull(options.get(name), name));
  }

  @Override
  public void configure(
      Map<String, ?> configs,
      String contextName,
      Configuration jaas,
      AuthenticateCallbackHandler handler) {
    var made =
        new TokenServer(
            tokenOf(jaas.getAppConfigurationEntry(contextName)[0].getOptions()),
            TokenServer.ANSWER_MAX,
            Clock.systemUTC());
    server = made;
    tokens = new Tokens(made::ask, new Renewal(new SecureRandom()), Clock.systemUTC());
    subject.getPrivateCredentials().add(tokens);
  }

  /** Begins to ask, and waits for nothing. Nobody uses the context. */
  @Override
  public @Nullable LoginContext login() {
    makeMechanismKnown();
    Objects.requireNonNull(tokens, "configured first").start();
    return null;
  }

  /** Java's SASL knows OAUTHBEARER once this class was used. */
  private static void makeMechanismKnown() {
    new OAuthBearerLoginModule();
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public String serviceName() {
    return "kafka";
  }

  @Override
  public void close() {
    if (tokens != null) {
      tokens.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
