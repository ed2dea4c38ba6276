package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cluster.SharedBuckets.Filling;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final long[] NONE = {};

  /** 10 a second up to 20, and a third of one a second up to 1. */
  private static final Filling FILLING = new Filling(new long[] {10_000, 333}, new long[] {20, 1});

  private long[] buckets = Buckets.filled(NONE, FILLING, 1_000_000);

  @Test
  void areEmptyAtFirst() {
    assertThat(takenAt(1_000_000, 5, 5)).containsExactly(0, 0);
  }

  @Test
  void fillUpSideBySide() {
    assertThat(takenAt(1_000_500, 100, 100)).containsExactly(5, 0);
    assertThat(takenAt(1_003_100, 100, 100)).containsExactly(20, 1);
  }

  @Test
  void keepWhatWasNotWanted() {
    assertThat(takenAt(1_001_000, 4, 0)).containsExactly(4, 0);
    assertThat(takenAt(1_001_000, 100, 0)).containsExactly(6, 0);
  }

  @Test
  void loseNoPartOfATokenToManyQuestions() {
    long taken = 0;
    for (int i = 1; i <= 10_000; i++) {
      taken += takenAt(1_000_000 + i, 100, 0)[0];
    }

    assertThat(taken).isEqualTo(100);
  }

  /** Another node's clock may be the one that is asked from now on. */
  @Test
  void giveNothingForAClockThatWentBackAndGoOnFromThere() {
    assertThat(takenAt(1_002_000, 20, 0)).containsExactly(20, 0);
    assertThat(takenAt(400_000, 20, 0)).containsExactly(0, 0);
    assertThat(takenAt(400_300, 20, 0)).containsExactly(3, 0);
  }

  @Test
  void giveNoMoreThanTheyHoldForAClockThatRanAhead() {
    assertThat(takenAt(1_000_000 + 86_400_000, 1_000, 1_000)).containsExactly(20, 1);
  }

  @Test
  void beginAnewWhereThereAreMoreOrFewerOfThem() {
    takenAt(1_002_000, 0, 0);
    var one = new Filling(new long[] {10_000}, new long[] {20});

    assertThat(Buckets.take(Buckets.filled(buckets, one, 1_003_000), new long[] {5}))
        .containsExactly(0);
  }

  @Test
  void holdTheLargestRatesThereAre() {
    long rate = 10L << 30;
    var large = new Filling(new long[] {rate * 1_000}, new long[] {rate * 15});
    long[] empty = Buckets.filled(NONE, large, 0);

    assertThat(Buckets.take(Buckets.filled(empty, large, 1_000_000), new long[] {Long.MAX_VALUE}))
        .containsExactly(rate * 15);
  }

  private long[] takenAt(long millis, long... wanted) {
    buckets = Buckets.filled(buckets, FILLING, millis);
    return Buckets.take(buckets, wanted);
  }
}
