package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cluster.SharedSet.Added;
import org.junit.jupiter.api.Test;

class LocalSetTest extends SharedSetContract {
  private final LocalSet set = new LocalSet();

  @Override
  SharedSet one() {
    return set;
  }

  @Override
  SharedSet other() {
    return set;
  }

  @Test
  void forgetsAnEraOnceThereAreSoManyLaterOnes() {
    set.see(100, 1);
    set.see(100 + SharedSet.ERAS - 1, 2);
    assertThat(set.see(100, 1)).isEqualTo(Added.SEEN_BEFORE);

    set.see(100 + SharedSet.ERAS, 3);

    assertThat(set.see(100, 1)).isEqualTo(Added.NEW);
  }

  @Test
  void forgetsWhatIsTooOldWhereNothingLaterComes() {
    set.see(100, 1);
    set.see(101, 1);

    set.forgetBefore(101);

    assertThat(set.see(100, 1)).isEqualTo(Added.NEW);
    assertThat(set.see(101, 1)).isEqualTo(Added.SEEN_BEFORE);
  }
}
