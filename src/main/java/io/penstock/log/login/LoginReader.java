package io.penstock.log.login;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import io.penstock.log.login.Login.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Reads the part of the configuration under {@code log.login}. */
final class LoginReader {
  /** As the configuration names it. */
  enum Mechanism {
    NONE,
    PLAIN,
    SCRAM_SHA_256,
    SCRAM_SHA_512,
    OAUTHBEARER
  }

  private static final Secret NOTHING = new Secret("");
  private static final URI NOWHERE = URI.create("http://127.0.0.1");
  private static final String URL_WANTED = "is not https://host/path of a token endpoint";

  private final Section section;
  private final Mechanism mechanism;
  private final String user;
  private final Optional<Secret> password;
  private final String tokenUrl;
  private final String authority;
  private final String clientId;
  private final Optional<Secret> clientSecret;
  private final String scope;

  private LoginReader(Section section) {
    this.section = section;
    this.mechanism = section.choice("mechanism", Mechanism.NONE);
    this.user = section.text("user", "");
    this.password = section.secretFromElsewhere("password");
    this.tokenUrl = section.text("token-url", "");
    this.authority = section.text("token-authority", "");
    this.clientId = section.text("client-id", "");
    this.clientSecret = section.secretFromElsewhere("client-secret");
    this.scope = section.text("scope", "");
  }

  static Login read(Section section) {
    return new LoginReader(section).login();
  }

  private Login login() {
    return switch (mechanism) {
      case NONE -> none();
      case PLAIN -> password(Method.PLAIN);
      case SCRAM_SHA_256 -> password(Method.SCRAM_SHA_256);
      case SCRAM_SHA_512 -> password(Method.SCRAM_SHA_512);
      case OAUTHBEARER -> token();
    };
  }

  /** Who gives a user means to be let in as that user. */
  private Login none() {
    if (!(user + tokenUrl + clientId).isEmpty()) {
      section.reject("mechanism", "is none, so the user or client given below is not used");
    }
    return new Login.None();
  }

  private Login password(Method method) {
    require("user", !user.isEmpty());
    require("password", password.isPresent());
    return new Login.Password(method, user, password.orElse(NOTHING));
  }

  private Login token() {
    require("token-url", !tokenUrl.isEmpty());
    require("client-id", !clientId.isEmpty());
    require("client-secret", clientSecret.isPresent());
    PemFile.CERTIFICATES.check(section, "token-authority", authority);
    return new Login.Token(server(), authority, clientId, clientSecret.orElse(NOTHING), scope);
  }

  private void require(String key, boolean isThere) {
    if (!isThere) {
      section.reject(key, "is required for mechanism: " + named());
    }
  }

  private String named() {
    return mechanism.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private URI server() {
    if (tokenUrl.isEmpty()) {
      return NOWHERE;
    }
    try {
      URI url = new URI(tokenUrl);
      check(url);
      return url;
    } catch (URISyntaxException malformed) {
      section.reject("token-url", URL_WANTED);
      return NOWHERE;
    }
  }

  /** The client's secret goes there, so nobody may listen on the way. */
  private void check(URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      section.reject("token-url", URL_WANTED);
    } else if (url.getUserInfo() != null) {
      section.reject("token-url", "holds a user: client-id and client-secret have their own keys");
    } else if (scheme.equals("http") && !isLoopback(url.getHost())) {
      section.reject(
          "token-url", "would send the client's secret unencrypted; http is for loopback alone");
    }
  }

  private static boolean isLoopback(String host) {
    return host.matches("127(\\.\\d{1,3}){3}|localhost|\\[::1]");
  }
}
