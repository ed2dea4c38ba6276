package io.penstock.log.login;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/** Gives a connection that is being made the token of its login. */
public final class TokenHandler implements AuthenticateCallbackHandler {
  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    // the login was
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      switch (callback) {
        case OAuthBearerTokenCallback wanted -> wanted.token(tokens().get());
        case SaslExtensionsCallback none -> {}
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }

  private static Tokens tokens() throws NoToken {
    return Subject.current().getPrivateCredentials(Tokens.class).stream()
        .findFirst()
        .orElseThrow(() -> new NoToken("nobody has logged in"));
  }

  @Override
  public void close() {
    // nothing is held
  }
}
