package io.penstock.load.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FanoutDoseTest {
  private static FanoutDose dose(int seconds, String spool) {
    return new FanoutDose(3_000, seconds, "s3", "freeze", spool);
  }

  @Test
  void theSpoolFillsInSteps() {
    assertThat(dose(20, "64MB").segment()).isEqualTo((8 << 20) + "B");
    assertThat(dose(20, "5GB").segment()).as("as the profile has it").isEqualTo((100 << 20) + "B");
  }

  @Test
  void catchingUpMayTakeAsLongAsTheSinkWasAwayAndAMinuteAtLeast() {
    assertThat(dose(20, "64MB").catchUpSecondsMax()).isEqualTo(60);
    assertThat(dose(120, "64MB").catchUpSecondsMax()).isEqualTo(120);
  }

  @Test
  void itIsFrozenOrKilled() {
    assertThat(dose(20, "64MB").manner()).isEqualTo(StoreProcess.Manner.FREEZE);
  }
}
