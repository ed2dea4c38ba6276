package io.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadMaxTest {
  @Test
  void whatMayBeGatheredByDefaultIsReadInLargeParts() {
    assertThat(ReadMax.within(200_000, 128 << 20)).isEqualTo(ReadMax.of(500));
  }

  @Test
  void littleMemoryIsReadIntoInSmallerOnes() {
    assertThat(ReadMax.within(200_000, 16 << 20)).isEqualTo(new ReadMax(500, 2 << 20));
    assertThat(ReadMax.within(200_000, 1 << 20)).isEqualTo(new ReadMax(500, 1 << 20));
  }

  @Test
  void noMoreThanABatch() {
    assertThat(ReadMax.within(100, 16 << 20).records()).isEqualTo(100);
  }
}
