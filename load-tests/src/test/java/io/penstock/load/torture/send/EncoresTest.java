package io.penstock.load.torture.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.send.Encores.Encore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncoresTest {
  private static final Duration AT_ONCE = Duration.ofNanos(1);
  private static final int REQUESTS = 200;

  private final SplittableRandom random = new SplittableRandom(7);

  private List<Encore> played(Encores encores) {
    IntStream.range(0, REQUESTS).forEach(first -> encores.plan(first, 3, random));
    List<Encore> played = new ArrayList<>();
    for (var next = encores.next(); next.isPresent(); next = encores.next()) {
      played.add(next.get());
    }
    return played;
  }

  @Test
  void sendsNothingAgainWhereNobodyWantsIt() {
    assertThat(played(new Encores(Repeats.none()))).isEmpty();
  }

  @Test
  void sendsARequestUpToFourTimesMore() {
    List<Encore> played = played(new Encores(Repeats.within(AT_ONCE)));

    assertThat(played).hasSizeBetween(REQUESTS, 3 * REQUESTS);
    assertThat(played.stream().filter(encore -> encore.first() == 0)).hasSizeLessThan(5);
  }

  @Test
  void restsAndMakesUpForIt() {
    Repeats repeats = Repeats.within(AT_ONCE);
    repeats.rest(true);
    var encores = new Encores(repeats);

    assertThat(played(encores)).isEmpty();
    repeats.rest(false);
    assertThat(encores.next()).isPresent();
  }

  @Test
  void changesABodyOnlyWhereThatIsWanted() {
    var same = new Encores(Repeats.within(AT_ONCE));
    var differing = new Encores(Repeats.differing(AT_ONCE));

    assertThat(IntStream.range(0, REQUESTS).map(_ -> same.variant(random))).containsOnly(0);
    assertThat(IntStream.range(0, REQUESTS).map(_ -> differing.variant(random))).contains(0, 1, 2);
  }
}
