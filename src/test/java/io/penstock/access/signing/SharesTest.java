package io.penstock.access.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {
  private final Shares shares = new Shares(1_000);

  @Test
  void oneAloneHasHalfOfTheRoom() {
    assertThat(takes("greedy")).isEqualTo(500);
  }

  @Test
  void whoeverComesLaterFindsRoom() {
    takes("greedy");

    assertThat(takes("second")).isEqualTo(250);
    assertThat(takes("third")).isEqualTo(125);
    assertThat(shares.take("modest")).isTrue();
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    takes("greedy");
    shares.giveBack("greedy");
    shares.giveBack("nobody");

    assertThat(takes("greedy")).isEqualTo(1);
  }

  private int takes(String tenant) {
    int taken = 0;
    while (shares.take(tenant)) {
      taken++;
    }
    return taken;
  }
}
