package io.penstock.load.torture.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventMakerTest {
  private final EventMaker maker = new EventMaker(7);

  @Test
  void makesTheSameEventOfTheSameName() {
    var name = new EventName(3, 41);

    assertThat(maker.event(name)).isEqualTo(new EventMaker(7).event(name));
    assertThat(maker.event(name)).isNotEqualTo(new EventMaker(8).event(name));
    assertThat(maker.event(name)).isNotEqualTo(maker.event(new EventName(3, 42)));
  }

  @Test
  void writesItsNameAndKeyIntoTheEvent() {
    var name = new EventName(3, 41);
    var event = new JsonObject(new String(maker.event(name), UTF_8));

    assertThat(EventName.of(event.getString("id"))).contains(name);
    assertThat(event.getString("key")).isEqualTo("p3-k" + maker.keyOf(name));
  }

  @Test
  void makesOtherBodiesOfTheSameIdKeyAndTime() {
    var name = new EventName(3, 41);
    var event = new JsonObject(new String(maker.event(name), UTF_8));
    var other = new JsonObject(new String(maker.event(name, 1), UTF_8));

    assertThat(maker.event(name, 0)).isEqualTo(maker.event(name));
    assertThat(other).isNotEqualTo(event);
    assertThat(other.copy().put("amount", 0)).isEqualTo(event.copy().put("amount", 0));
  }

  @Test
  void makesOneInTwoHundredOfTheTypeThatIsRefused() {
    long unloved =
        IntStream.range(0, 20_000)
            .filter(sequence -> maker.isUnloved(new EventName(0, sequence)))
            .count();

    assertThat(unloved).isBetween(60L, 140L);
  }

  @Test
  void knowsNoNameInTheIdsOfOthers() {
    assertThat(EventName.of("t-1")).isEmpty();
    assertThat(EventName.of("events-3-17")).isEmpty();
  }
}
