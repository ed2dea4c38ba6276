package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
  private enum Door {
    HTTP,
    NET_FLOW
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1_000", "0x10", "", "1 2", "٣"})
  void refusesWhatIsNoWholeNumber(String text) {
    assertThat(Forms.WHOLE_NUMBER.parse(text))
        .isEqualTo(new Parsed.Refused<>("'" + text + "' is not a whole number"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1d", "1,5", ".5", "half"})
  void refusesWhatIsNoNumber(String text) {
    assertThat(Forms.NUMBER.parse(text))
        .isEqualTo(new Parsed.Refused<>("'" + text + "' is not a number"));
  }

  @Test
  void readsNumbersWithBlanksAroundThem() {
    assertThat(Forms.WHOLE_NUMBER.parse(" 42\n"))
        .isEqualTo(new Parsed.Value<>(BigInteger.valueOf(42)));
    assertThat(Forms.NUMBER.parse(" -2.5e3 ")).isEqualTo(new Parsed.Value<>(-2500.0));
  }

  @Test
  void putsANumberTooLargeForAnyTypeOutOfBounds() {
    Configuration configuration = Configuration.ofYaml("port: 99999999999999999999");

    configuration.root().wholeNumber("port", 8080, 1, 65_535);

    assertThat(Complaints.of(configuration))
        .containsExactly("port: 99999999999999999999 is not between 1 and 65535");
  }

  @Test
  void readsAChoiceInAnySpellingAndPrintsItDashed() {
    Form<Door> door = Forms.choice(Door.class);

    assertThat(door.parse("net-flow")).isEqualTo(new Parsed.Value<>(Door.NET_FLOW));
    assertThat(door.parse("NET_FLOW")).isEqualTo(new Parsed.Value<>(Door.NET_FLOW));
    assertThat(door.print(Door.NET_FLOW)).isEqualTo("net-flow");
  }

  @Test
  void printsANumberWithoutAnIdleFraction() {
    assertThat(Forms.NUMBER.print(2.0)).isEqualTo("2");
    assertThat(Forms.NUMBER.print(0.05)).isEqualTo("0.05");
  }
}
