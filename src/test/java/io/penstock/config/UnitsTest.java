package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({"250ms,250", "10s,10000", "5m,300000", "1h,3600000", "7d,604800000", "0s,0"})
  void readsADurationAndPrintsItTheSameWay(String text, long millis) {
    assertThat(Units.DURATION.parse(text)).isEqualTo(new Parsed.Value<>(Duration.ofMillis(millis)));
    assertThat(Units.DURATION.print(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10 s", "-1s", "1.5s", "s", "", "10S", "1h30m", "٣s"})
  void refusesWhatIsNoDuration(String text) {
    assertThat(Units.DURATION.parse(text))
        .isEqualTo(
            new Parsed.Refused<>("'" + text + "' is not a duration such as 250ms, 10s or 5m"));
  }

  @ParameterizedTest
  @CsvSource({
    "100B,100",
    "128KB,131072",
    "10MB,10485760",
    "1GB,1073741824",
    "2TB,2199023255552",
    "0B,0"
  })
  void readsASizeAndPrintsItTheSameWay(String text, long bytes) {
    assertThat(Units.BYTES.parse(text)).isEqualTo(new Parsed.Value<>(bytes));
    assertThat(Units.BYTES.print(bytes)).isEqualTo(text);
  }

  @Test
  void readsPlainDigitsAndSmallLettersAsASize() {
    assertThat(Units.BYTES.parse("1536")).isEqualTo(new Parsed.Value<>(1536L));
    assertThat(Units.BYTES.parse("10mb")).isEqualTo(new Parsed.Value<>(10L << 20));
  }

  @Test
  void refusesWhatIsNoSize() {
    assertThat(Units.BYTES.parse("10 apples"))
        .isEqualTo(new Parsed.Refused<>("'10 apples' is not a size such as 128KB, 10MB or 1GB"));
  }

  @Test
  void printsInTheLargestUnitThatLeavesNothingOver() {
    assertThat(Units.DURATION.print(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Units.BYTES.print(1536L)).isEqualTo("1536B");
  }

  @Test
  void keepsHugeAmountsOutOfBoundsInsteadOfOverflowing() {
    Configuration configuration =
        Configuration.ofYaml("wait: 999999999999999999d\nsize: 999999999999999999TB");

    configuration.root().duration("wait", Duration.ZERO);
    configuration.root().bytes("size", 0, 0, 1 << 20);

    assertThat(Complaints.of(configuration))
        .containsExactly(
            "size: 999999999999999999TB is not between 0B and 1MB",
            "wait: 999999999999999999d is not between 0s and 36500d");
  }

  @Test
  void holdsADurationToItsBounds() {
    Configuration configuration = Configuration.ofYaml("wait: 90s\nedge: 1m");
    Section root = configuration.root();

    root.duration("wait", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));
    root.duration("edge", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));

    assertThat(Complaints.of(configuration)).containsExactly("wait: 90s is not between 1s and 1m");
  }
}
