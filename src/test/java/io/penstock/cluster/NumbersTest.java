package io.penstock.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NumbersTest {
  /** Few numbers, so that they come again, and such as meet in the table. */
  @Provide
  Arbitrary<List<Long>> changes() {
    return Arbitraries.longs()
        .between(-40, 40)
        .map(number -> number % 2 == 0 ? number : number * 64)
        .list()
        .ofMaxSize(400);
  }

  /** A number that is odd in its turn is taken out, any other is put in. */
  @Property
  void hasWhatWasAddedAndNotTakenOut(@ForAll("changes") List<Long> changes) {
    var numbers = new Numbers();
    Set<Long> model = new HashSet<>();
    for (int i = 0; i < changes.size(); i++) {
      long number = changes.get(i) == 0 ? 7 : changes.get(i);
      if (i % 3 == 2) {
        numbers.remove(number);
        model.remove(number);
      } else {
        assertThat(numbers.add(number)).isEqualTo(model.add(number));
      }
      assertThat(numbers.size()).isEqualTo(model.size());
    }
    assertThat(model).allSatisfy(number -> assertThat(numbers.add(number)).isFalse());
  }

  @Test
  void growsAndTakesZeroToo() {
    var numbers = new Numbers();
    for (long number = 0; number < 100_000; number += 2) {
      assertThat(numbers.add(number)).isTrue();
    }

    assertThat(numbers.size()).isEqualTo(50_000);
    assertThat(numbers.add(0)).isFalse();
    assertThat(numbers.add(99_998)).isFalse();
  }
}
