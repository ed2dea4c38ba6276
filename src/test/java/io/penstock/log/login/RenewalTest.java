package io.penstock.log.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RenewalTest {
  private final Renewal renewal = new Renewal(new Random());

  @RepeatedTest(20)
  void asksAgainWithAFifthOfTheLifeLeftOrALittleMore() {
    assertThat(renewal.afterGrant(Duration.ofMinutes(10)))
        .isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));
  }

  @Test
  void waitsLongerAfterEachFailureAndNeverLongerThanFiveSeconds() {
    assertThat(renewal.afterFailure(1)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
    assertThat(renewal.afterFailure(3)).isBetween(Duration.ofMillis(3600), Duration.ofSeconds(4));
    assertThat(renewal.afterFailure(1000))
        .isBetween(Duration.ofMillis(4500), Duration.ofSeconds(5));
  }
}
