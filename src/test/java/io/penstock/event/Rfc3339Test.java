package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_9999 = 253_402_300_799L;
  private static final DateTimeFormatter STRICT =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

  @Property(tries = 2_000)
  void readsWhatTheJdkWrites(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange(min = -1_079, max = 1_079) int offsetMinutes) {
    var local = LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
    var time = local.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

    assertThat(
            micros(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnxxx").format(time)))
        .isEqualTo(micros(time));
    assertThat(micros(DateTimeFormatter.ofPattern("uuuu-MM-dd't'HH:mm:ss.SSSxxx").format(time)))
        .isEqualTo(micros(time.truncatedTo(ChronoUnit.MILLIS)));
  }

  @Property(tries = 5_000)
  void takesAndRefusesWhatTheJdkDoes(@ForAll("almostTimes") String text) {
    assertThat(micros(text)).isEqualTo(microsByTheJdk(text));
  }

  @Property
  void isNotUpsetByAnything(@ForAll @CharRange(from = ' ', to = 'ÿ') String text) {
    assertThat(micros(text)).isEqualTo(Rfc3339.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "2024-01-01T00:00:00Z, 1704067200000000",
    "2024-01-01t00:00:00z, 1704067200000000",
    "2024-01-01T00:00:00.1Z, 1704067200100000",
    "2024-01-01T00:00:00.123456789123Z, 1704067200123456",
    "2024-01-01T01:00:00+01:00, 1704067200000000",
    "2023-12-31T18:30:00-05:30, 1704067200000000",
    "2024-01-01T00:00:00-00:00, 1704067200000000",
    "1969-12-31T23:59:59.5Z, -500000",
    "2016-12-31T23:59:60Z, 1483228800000000",
    "2024-02-29T00:00:00Z, 1709164800000000",
  })
  void readsATime(String text, long micros) {
    assertThat(micros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-01-01 00:00:00Z",
        "2024-01-01T00:00Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00,5Z",
        "2024-01-01T00:00:00.5",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z",
        "2024-00-01T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "2024-01-01T00:00:00+0100",
        "2024-01-01T00:00:00+01",
        "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00+01:60",
        "2024-01-01T00:00:00ZZ",
        "2024-01-01T00:00:00Z ",
        " 2024-01-01T00:00:00Z",
        "+2024-01-01T00:00:00Z",
        "-024-01-01T00:00:00Z",
        "2024-01-01T00:00:00.5+-1:00",
        "20 4-01-01T00:00:00Z",
        "2024-1-01T00:00:000Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(micros(text)).isEqualTo(Rfc3339.NONE);
  }

  @Provide
  Arbitrary<String> almostTimes() {
    Arbitrary<String> dates =
        Combinators.combine(
                Arbitraries.integers().between(0, 9_999),
                Arbitraries.integers().between(0, 13),
                Arbitraries.integers().between(0, 32))
            .as("%04d-%02d-%02dT"::formatted);
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.integers().between(0, 25),
                Arbitraries.integers().between(0, 61),
                Arbitraries.integers().between(0, 59))
            .as("%02d:%02d:%02d"::formatted);
    Arbitrary<String> ends =
        Arbitraries.of("Z", "", ".5Z", ".123456789+17:59", "-18:00", "+00:00", "+1:00", "+01:77");
    return Combinators.combine(dates, times, ends).as((date, time, end) -> date + time + end);
  }

  private static long microsByTheJdk(String text) {
    try {
      return micros(OffsetDateTime.parse(text, STRICT));
    } catch (DateTimeParseException none) {
      return Rfc3339.NONE;
    }
  }

  private static long micros(OffsetDateTime time) {
    return time.toEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private static long micros(String text) {
    byte[] bytes = ("\"" + text + "\"").getBytes(UTF_8);
    return Rfc3339.micros(bytes, 1, bytes.length - 1);
  }
}
