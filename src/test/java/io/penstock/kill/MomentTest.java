package io.penstock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static final Dose DOSE = new Dose(200_000, 5_000, 20, 7, List.of("duckdb"));

  @Test
  void theSameSeedGivesTheSameMoments() {
    var other = new Dose(200_000, 5_000, 20, 8, List.of("duckdb"));

    assertThat(Moment.plan(DOSE)).isEqualTo(Moment.plan(DOSE)).isNotEqualTo(Moment.plan(other));
  }

  @Test
  void everyStretchOfTheLoadHasItsKill() {
    List<Integer> accepted =
        Moment.plan(DOSE).stream()
            .filter(Moment.UnderLoad.class::isInstance)
            .map(moment -> ((Moment.UnderLoad) moment).accepted())
            .toList();

    assertThat(accepted).hasSize(20).isSorted().last().isEqualTo(200_000);
  }

  @Test
  void someComeWhileTheServerStarts() {
    assertThat(Moment.plan(DOSE)).first().isInstanceOf(Moment.WhileStarting.class);
    assertThat(Moment.plan(DOSE)).filteredOn(Moment.WhileStarting.class::isInstance).hasSize(4);
  }
}
