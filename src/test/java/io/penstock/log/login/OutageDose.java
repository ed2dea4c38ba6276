package io.penstock.log.login;

import java.time.Duration;

/**
 * How long tokens live, how long their server is away, and after how long the broker asks for the
 * token again.
 */
record OutageDose(Duration life, Duration away, Duration reauthentication) {
  private static final Duration BEFORE_MAX = Duration.ofSeconds(10);

  /** Small, unless {@code load-tests/token-outage} asks for more. */
  static OutageDose fromProperties() {
    return new OutageDose(
        seconds("outage.life", 8), seconds("outage.away", 13), seconds("outage.reauth", 3));
  }

  private static Duration seconds(String property, int otherwise) {
    return Duration.ofSeconds(Integer.getInteger(property, otherwise));
  }

  /** How long all is well before. */
  Duration before() {
    return life.compareTo(BEFORE_MAX) < 0 ? life : BEFORE_MAX;
  }

  /** In which all has to be well again, and everything where it belongs. */
  Duration recoveryMax() {
    return Duration.ofSeconds(40).plus(away.dividedBy(5));
  }
}
