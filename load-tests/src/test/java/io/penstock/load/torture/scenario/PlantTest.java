package io.penstock.load.torture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.account.Tally;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantTest {
  private static Tally tally(Plant plant, int times) {
    return new Tally(
        "sink",
        9,
        0,
        plant == Plant.DROP ? times : 0,
        plant == Plant.DOUBLE ? times : 0,
        plant == Plant.ADD ? times : 0,
        plant == Plant.FLIP ? times : 0,
        plant == Plant.SWAP ? times : 0);
  }

  @ParameterizedTest
  @EnumSource
  void isFlaggedInItsOwnColumnAlone(Plant plant) {
    for (Plant other : Plant.values()) {
      assertThat(plant.isFlaggedIn(tally(other, 1))).isEqualTo(plant == other);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotFlaggedWhereMoreIsWrongThanWasPlanted(Plant plant) {
    assertThat(plant.isFlaggedIn(tally(plant, 2))).isFalse();
    assertThat(plant.isFlaggedIn(tally(plant, 0))).isFalse();
  }
}
