package io.penstock.log.login;

import io.penstock.config.Secret;
import java.net.URI;

/** Who this node is at the broker. */
public sealed interface Login {
  /** Nobody asks. */
  record None() implements Login {}

  /** A user with a password, which crosses the network as it is only with {@code PLAIN}. */
  record Password(Method method, String user, Secret password) implements Login {}

  /**
   * A token of its own, from an OAuth 2 server (client credentials).
   *
   * @param authority a file of those trusted to sign the server's certificate; empty for Java's own
   */
  record Token(URI server, String authority, String clientId, Secret clientSecret, String scope)
      implements Login {}

  /** What is done with a password. */
  enum Method {
    PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private final String mechanism;
    private final String module;

    Method(String mechanism, String module) {
      this.mechanism = mechanism;
      this.module = module;
    }

    /** As SASL names it. */
    String mechanism() {
      return mechanism;
    }

    String module() {
      return module;
    }
  }
}
