package io.penstock.load.numbered;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.numbered.Census.Count;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static String id(long number) {
    byte[] event = NumberedEvents.of(_ -> Duration.ofHours(1)).event(number);
    assertThat(NumberedEvents.number(event)).isEqualTo((int) number);
    return new JsonObject(new String(event, UTF_8)).getString("id");
  }

  private static Sent sent(long first, long next, int... refused) {
    var notAnswered = new BitSet();
    for (int number : refused) {
      notAnswered.set(number);
    }
    return new Sent(first, next, notAnswered, next - first - refused.length);
  }

  private static Count count(List<String> ids, Sent... all) {
    return Census.of("here", List.of(all), ids::forEach, 0);
  }

  @Test
  void whatIsThereOnceIsWell() {
    Count count = count(List.of(id(1), id(0)), sent(0, 2));
    assertThat(count).isEqualTo(new Count("here", 2, 0, 0, 0, 0, 0));
  }

  @Test
  void eachFaultHasItsOwnName() {
    Count count =
        count(List.of(id(0), id(0), id(0), id(7), "somebody", id(3)), sent(0, 2), sent(2, 5, 3, 4));
    assertThat(count.rows()).isEqualTo(6);
    assertThat(count.lost()).as("1 and 2").isEqualTo(2);
    assertThat(count.twice()).as("0, two times more").isEqualTo(2);
    assertThat(count.unexpected()).as("7 and somebody").isEqualTo(2);
    assertThat(count.unanswered()).as("3, but not 4").isEqualTo(1);
  }
}
