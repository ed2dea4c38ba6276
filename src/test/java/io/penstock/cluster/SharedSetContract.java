package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cluster.SharedSet.Added;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every set does that nodes share, whichever node is asked. */
abstract class SharedSetContract {
  /** The set as two nodes have it, or one twice. */
  abstract SharedSet one();

  abstract SharedSet other();

  @Test
  void whatOneHasSeenTheOtherHasSeen() {
    assertThat(added(one(), 1, 7)).isEqualTo(Added.NEW);

    assertThat(added(one(), 1, 7)).isEqualTo(Added.SEEN_BEFORE);
    assertThat(added(other(), 1, 7)).isEqualTo(Added.SEEN_BEFORE);
    assertThat(added(other(), 1, 8)).isEqualTo(Added.NEW);
    assertThat(added(other(), 2, 7)).isEqualTo(Added.NEW);
  }

  @Test
  void whatIsTakenOutIsNewAgain() {
    added(one(), 1, 9);

    answer(one().remove(1, 9));

    assertThat(added(other(), 1, 9)).isEqualTo(Added.NEW);
    answer(other().remove(1, 10));
  }

  @Test
  void manyAreAllRemembered() {
    for (long n = 0; n < 2_000; n++) {
      assertThat(added(one(), 5, number(n))).isEqualTo(Added.NEW);
    }

    for (long n = 0; n < 2_000; n += 100) {
      assertThat(added(other(), 5, number(n))).isEqualTo(Added.SEEN_BEFORE);
    }
  }

  private static long number(long n) {
    return n * 0x9E37_79B9_7F4A_7C15L;
  }

  static Added added(SharedSet set, long era, long seen) {
    return answer(set.add(era, seen));
  }

  private static <T> T answer(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError(late);
    }
  }
}
