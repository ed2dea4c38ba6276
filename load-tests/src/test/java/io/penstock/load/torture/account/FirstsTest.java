package io.penstock.load.torture.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstsTest {
  private static final byte[] ONE = {1};
  private static final byte[] OTHER = {2};

  private final Firsts firsts = new Firsts();

  @Test
  void countsEveryRecordBeyondTheFirstAndThoseWithAnotherBody() {
    firsts.record("a", ONE);
    firsts.record("a", OTHER);
    firsts.record("a", ONE);
    firsts.record("b", ONE);

    assertThat(firsts.ids()).isEqualTo(2);
    assertThat(firsts.repeated()).isEqualTo(2);
    assertThat(firsts.conflicting()).isEqualTo(1);
  }

  @Test
  void knowsWhichBodyWasFirst() {
    firsts.record("a", ONE);
    firsts.record("a", OTHER);

    assertThat(firsts.isFirst("a", ONE)).isTrue();
    assertThat(firsts.isFirst("a", OTHER)).isFalse();
    assertThat(firsts.isFirst("never sent", ONE)).isFalse();
  }
}
