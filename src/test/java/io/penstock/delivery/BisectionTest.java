package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BisectionTest {
  private final Bisection bisection = new Bisection();
  private int refusals;

  @Test
  void offersEverythingWhileNothingIsRefused() {
    bisection.taken(10_000);

    assertThat(bisection.eventsMax()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void halvesWhatWasRefusedUntilOneIsLeft() {
    assertThat(bisection.refused(8)).isFalse();
    assertThat(bisection.eventsMax()).isEqualTo(4);
    bisection.taken(4);
    assertThat(bisection.eventsMax()).isEqualTo(2);
    assertThat(bisection.refused(2)).isFalse();
    assertThat(bisection.eventsMax()).isEqualTo(1);
    assertThat(bisection.refused(1)).isTrue();
  }

  @Property(tries = 300)
  void findsEveryBadEventAndNoOther(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int events) {
    var random = new SplittableRandom(seed);
    Set<Integer> bad = new TreeSet<>();
    for (int i = 0; i < events; i++) {
      if (random.nextInt(50) == 0) {
        bad.add(i);
      }
    }

    assertThat(findAll(events, bad)).containsExactlyElementsOf(bad);
  }

  @Test
  void oneInAHundredCostsLessThanADozenRefusalsEach() {
    Set<Integer> bad = new TreeSet<>();
    var random = new SplittableRandom(7);
    while (bad.size() < 1_000) {
      bad.add(random.nextInt(100_000));
    }

    findAll(100_000, bad);

    assertThat(refusals).isLessThan(12 * bad.size());
  }

  private List<Integer> findAll(int events, Set<Integer> bad) {
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < events) {
      int end = Math.min(events, at + Math.min(10_000, bisection.eventsMax()));
      int from = at;
      if (bad.stream().noneMatch(it -> it >= from && it < end)) {
        bisection.taken(end - at);
        at = end;
      } else {
        refusals++;
        if (bisection.refused(end - at)) {
          found.add(at++);
        }
      }
    }
    return found;
  }
}
