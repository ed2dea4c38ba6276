package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.Slicer.TooManyEvents;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events whose places in the request are known. */
class SlicerPlacesTest {
  private static final String BODY = "..{\"id\":1}, {\"id\":2} {\"id\":3}x";

  private static Slices sliced(int eventsMax, int... places) throws TooManyEvents {
    return Sliced.slicer(Sliced.open(eventsMax, 1 << 10))
        .slice(BODY.getBytes(UTF_8), places, Sliced.TENANT, Sliced.NOW_MICROS, Optional.empty());
  }

  @Test
  void eachPlaceIsOneEvent() throws TooManyEvents {
    Slices slices = sliced(10, 2, 10, 11, 20);

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(slices.rejected()).isZero();
  }

  @Test
  void whatIsNoEventCostsNoOther() throws TooManyEvents {
    Slices slices = sliced(10, 2, 9, 2, 2, 12, 20, 21, 30);

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":2}");
    assertThat(slices.violations())
        .extracting(Violation::index, Violation::code, Violation::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                0, "malformed", "byte 7: expected ',' or '}', found the end"),
            org.assertj.core.groups.Tuple.tuple(
                1, "malformed", "byte 0: expected a value, found the end"),
            org.assertj.core.groups.Tuple.tuple(
                3, "malformed", "byte 8: expected the end, found 'x'"));
  }

  @Test
  void thereAreNoMoreThanMayBe() {
    assertThatThrownBy(() -> sliced(1, 2, 10, 12, 20)).isInstanceOf(TooManyEvents.class);
  }
}
