package io.penstock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration MAX = Duration.ofSeconds(5);

  @Test
  void doublesUpToTheLongestWait() {
    Backoff longest = new Backoff(FIRST, MAX, always(Long.MIN_VALUE));

    assertThat(
            IntStream.of(1, 2, 3, 5, 6, 1_000)
                .mapToLong(n -> longest.after(n, Duration.ZERO).toMillis()))
        .allMatch(millis -> millis <= 5_000)
        .isSorted();
  }

  @Test
  void waitsNoLessThanTheServerAsks() {
    Backoff backoff = new Backoff(FIRST, MAX, RandomGenerator.of("L64X128MixRandom"));

    assertThat(backoff.after(1, Duration.ofSeconds(2)))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_200));
    assertThat(backoff.after(1, Duration.ofHours(1))).isEqualTo(MAX);
  }

  private static RandomGenerator always(long bits) {
    return () -> bits;
  }
}
