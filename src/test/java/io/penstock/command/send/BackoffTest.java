package io.penstock.command.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesUpToAnEnd() {
    var backoff = new Backoff(() -> 0L);

    assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 7, 1000).mapToLong(n -> millis(backoff, n, 0)))
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 2500L, 2500L, 2500L);
  }

  @Property
  void staysBetweenHalfAndWhole(@ForAll long seed, @ForAll @IntRange(min = 1) int attempts) {
    assertThat(millis(new Backoff(() -> seed), attempts, 0)).isBetween(100L, 5000L);
  }

  @Property
  void isNeverEarlierThanTheServerAskedFor(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3600) int asked) {
    assertThat(millis(new Backoff(() -> seed), 1, asked)).isBetween(asked * 1000L, asked * 1100L);
  }

  private static long millis(Backoff backoff, int attempts, int askedSeconds) {
    return backoff.after(attempts, Duration.ofSeconds(askedSeconds)).toMillis();
  }
}
