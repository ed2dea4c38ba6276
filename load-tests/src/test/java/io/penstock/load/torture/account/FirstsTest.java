package io.penstock.load.torture.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstsTest {
  private static final byte[] ONE = {1};
  private static final byte[] OTHER = {2};

  private final Firsts firsts = new Firsts();

  @Test
  void countsEveryRecordBeyondTheFirstAndThoseWithAnotherBody() {
    firsts.record("a", at(0), ONE);
    firsts.record("a", at(1), OTHER);
    firsts.record("a", at(2), ONE);
    firsts.record("b", at(3), ONE);

    assertThat(firsts.ids()).isEqualTo(2);
    assertThat(firsts.repeated()).isEqualTo(2);
    assertThat(firsts.conflicting()).isEqualTo(1);
  }

  @Test
  void knowsWhichBodyWasFirst() {
    firsts.record("a", at(0), ONE);
    firsts.record("a", at(1), OTHER);

    assertThat(firsts.isFirst("a", ONE)).isTrue();
    assertThat(firsts.isFirst("a", OTHER)).isFalse();
    assertThat(firsts.isFirst("never sent", ONE)).isFalse();
  }

  @Test
  void tellsCopiesWithTheSameBodyApartByTheirPlace() {
    firsts.record("a", at(0), ONE);
    firsts.record("a", at(1), ONE);

    assertThat(firsts.isFirst("a", at(0))).isTrue();
    assertThat(firsts.isFirst("a", at(1))).isFalse();
    assertThat(firsts.isFirst("never sent", at(0))).isFalse();
  }

  private static Place at(long offset) {
    return new Place(0, offset);
  }
}
