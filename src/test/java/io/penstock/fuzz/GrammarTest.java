package io.penstock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private static final int MANY = 3_000;

  private static Request request(long seed, int number) {
    return new Grammar(seed).request(number);
  }

  @Test
  void makesTheSameRequestAgainWhateverWasMadeBefore() {
    var grammar = new Grammar(7);

    for (int number = 0; number < 300; number++) {
      Request inTurn = grammar.request(number);
      Request alone = request(7, number);

      assertThat(alone.wire()).isEqualTo(inTurn.wire());
      assertThat(alone.damages()).isEqualTo(inTurn.damages());
      assertThat(alone.content().prints()).isEqualTo(inTurn.content().prints());
    }
  }

  @Test
  void makesOtherRequestsOfAnotherSeed() {
    assertThat(request(7, 0).wire()).isNotEqualTo(request(8, 0).wire());
    assertThat(request(7, 0).wire()).isNotEqualTo(request(7, 1).wire());
  }

  @Test
  void goesEveryWayGoodAndDamagedAndTouchesEverything() {
    var grammar = new Grammar(1);
    var requests = IntStream.range(0, MANY).mapToObj(grammar::request).toList();

    assertThat(requests.stream().filter(Request::isGood).map(Request::way).collect(waysOf()))
        .isEqualTo(EnumSet.allOf(Way.class));
    assertThat(requests.stream().filter(r -> !r.isGood()).map(Request::way).collect(waysOf()))
        .isEqualTo(EnumSet.allOf(Way.class));
    assertThat(requests.stream().flatMap(request -> request.touches().stream()).distinct())
        .hasSameElementsAs(EnumSet.allOf(Touch.class));
  }

  private static java.util.stream.Collector<Way, ?, Set<Way>> waysOf() {
    return Collectors.toCollection(() -> EnumSet.noneOf(Way.class));
  }

  @Test
  void marksOfGoodEventsCannotBeForged() {
    assertThat(Mark.in("{\"mark\":\"" + Mark.of(12, 3, true) + "\"}"))
        .contains(new Mark(12, 3, true));
    assertThat(Mark.in(Mark.of(12, 3, false))).contains(new Mark(12, 3, false));
    assertThat(Mark.in(Mark.of(12, 3, false).replace('d', 'g'))).isEmpty();
  }
}
