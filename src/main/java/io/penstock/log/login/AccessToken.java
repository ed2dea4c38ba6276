package io.penstock.log.login;

import io.penstock.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;

/** A token, and how long it may be used. */
record AccessToken(Secret text, String clientId, Instant since, Duration life)
    implements OAuthBearerToken {
  private static final Duration MARGIN = Duration.ofSeconds(1);

  Instant end() {
    return since.plus(life);
  }

  /** A little early: it is on its way for a while, and some servers count whole seconds. */
  boolean isOver(Instant now) {
    return !now.isBefore(end().minus(MARGIN));
  }

  @Override
  public String value() {
    return text.reveal();
  }

  @Override
  public Set<String> scope() {
    return Set.of();
  }

  @Override
  public long lifetimeMs() {
    return end().toEpochMilli();
  }

  @Override
  public String principalName() {
    return clientId;
  }

  @Override
  public Long startTimeMs() {
    return since.toEpochMilli();
  }
}
