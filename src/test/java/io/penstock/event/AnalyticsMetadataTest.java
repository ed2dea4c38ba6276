package io.penstock.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the events of an SDK may say of the device that sends them. */
class AnalyticsMetadataTest {
  private static final String IP =
      "an IPv4 or IPv6 address such as 2001:db8::7, of at most 45 characters";
  private static final String SIZE = "a size such as 1920x1080, each side of at most 5 digits";
  private static final String TIME_ZONE =
      "the name of a time zone such as Europe/Berlin, of at most 64 characters, or an offset such"
          + " as +02:00";
  private static final String LANGUAGE = "a BCP 47 tag such as en-GB, of at most 35 characters";

  private final Slicer slicer = Sliced.slicer(Sliced.analytics());

  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of(
            "ip",
            List.of(
                "0.0.0.0",
                "203.0.113.7",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::7",
                "2001:0DB8:0000:0000:0000:0000:0000:0007",
                "::ffff:203.0.113.7",
                "0000:0000:0000:0000:0000:ffff:203.113.113.117")),
        Arguments.of("screen", List.of("1920x1080", "0x0", "99999x99999", "1x99999")),
        Arguments.of("viewport", List.of("412x915", "01x1")),
        Arguments.of(
            "timezone",
            List.of(
                "UTC",
                "Europe/Berlin",
                "America/Argentina/Buenos_Aires",
                "America/Port-au-Prince",
                "Etc/GMT+12",
                "EST5EDT",
                "+02:00",
                "-11:30",
                "Z".repeat(64))),
        Arguments.of(
            "language",
            List.of(
                "de",
                "en-GB",
                "EN-gb",
                "zh-Hans-CN",
                "es-419",
                "de-CH-1996",
                "sl-rozaj-biske-1994",
                "en-a-bbb-x-a-ccc",
                "ab-12345678-12345678-12345678-12345")));
  }

  @ParameterizedTest
  @MethodSource("good")
  void isTakenAsDevicesWriteIt(String field, List<String> values)
      throws MalformedJson, TooManyEvents {
    for (String value : values) {
      assertThat(details(field, '"' + value + '"')).as(value).isEmpty();
    }
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(
            "ip",
            IP,
            List.of(
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4:80",
                "1.2.3.1111",
                " 1.2.3.4",
                "1",
                ":",
                ":::",
                "1::2::3",
                "2001:db8::g",
                "fe80::1%eth0",
                "[::1]",
                "localhost",
                "١.2.3.4",
                "0".repeat(46))),
        Arguments.of(
            "screen",
            SIZE,
            List.of("", "x", "1920", "1920x", "x1080", "1920X1080", "1920x1080x24", "100000x1")),
        Arguments.of(
            "viewport", SIZE, List.of("1x100000", "-1x1", "1.5x1", "1920 x 1080", "large")),
        Arguments.of(
            "timezone",
            TIME_ZONE,
            List.of(
                "",
                "+2:00",
                "+02.00",
                "+0a:00",
                "02:00",
                "Europe/",
                "/Berlin",
                "Europe//Berlin",
                "Europe/Köln",
                "a b",
                "1A",
                "Z".repeat(65))),
        Arguments.of(
            "language",
            LANGUAGE,
            List.of(
                "",
                "d",
                "1de",
                "de_DE",
                "de-",
                "-de",
                "de--at",
                "englishlanguage",
                "de-123456789",
                "en-GB;q=0.8",
                "en,de",
                "日本",
                "ab-12345678-12345678-12345678-123456")));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isRefusedWithFieldAndLimit(String field, String wanted, List<String> values)
      throws MalformedJson, TooManyEvents {
    for (String value : values) {
      assertThat(details(field, '"' + value + '"'))
          .as(value)
          .containsExactly(field + " must be " + wanted);
    }
    assertThat(details(field, "7")).containsExactly(field + " must be " + wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ip", "screen", "viewport", "timezone", "language", "user_agent"})
  void mayBeLeftOut(String field) throws MalformedJson, TooManyEvents {
    assertThat(details(field, "null")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.\\u0031\\u00313.7", "\\u003a\\u003a1"})
  void maySpellItsCharactersAsEscapes(String ip) throws MalformedJson, TooManyEvents {
    assertThat(details("ip", '"' + ip + '"')).isEmpty();
    assertThat(details("ip", '"' + ip + "\\u0000\"")).containsExactly("ip must be " + IP);
  }

  private List<String> details(String field, String value) throws MalformedJson, TooManyEvents {
    String event =
        "{\"id\":\"550e8400-e29b-41d4-a716-446655440000\","
            + "\"tenant_id\":\"00000000-0000-0000-0000-000000000000\","
            + "\"session_id\":\"11111111-1111-1111-1111-111111111111\","
            + "\"timestamp\":\"2024-01-01T00:00:00Z\",\"type\":\"pageview\",\"path\":\"/\",\""
            + field
            + "\":"
            + value
            + "}";
    return Sliced.json(slicer, event).violations().stream().map(Violation::detail).toList();
  }
}
