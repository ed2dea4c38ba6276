package io.penstock.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad event costs that event. */
class SlicerFaultsTest {
  private static final String GOOD = "{\"id\":\"good\"}";

  private final Slicer slicer = Sliced.slicer(Sliced.open(100, 1_000));
  private final Slicer roomy = Sliced.slicer(Sliced.open(100, 10_000));

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"text\"", "null", "true", "[]", "[{\"id\":1}]", "-0.5e1"})
  void refusesWhatIsNoObject(String value) throws MalformedJson, TooManyEvents {
    refuses(value, new Violation(1, "", "not_an_object", "", "an event must be a JSON object"));
    assertThat(Sliced.lines(slicer, GOOD + "\n" + value).violations())
        .containsExactly(
            new Violation(1, "", "not_an_object", "", "an event must be a JSON object"));
  }

  @Test
  void refusesAScalarAlone() throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "17");

    assertThat(slices.count()).isZero();
    assertThat(slices.violations())
        .containsExactly(
            new Violation(0, "", "not_an_object", "", "an event must be a JSON object"));
  }

  @Test
  void refusesAnEventThatIsTooLarge() throws MalformedJson, TooManyEvents {
    String event = "{\"id\":\"big\",\"v\":\"%s\"}";
    int bytes = event.length() - 2;

    assertThat(Sliced.json(slicer, event.formatted("x".repeat(1_000 - bytes))).count())
        .isEqualTo(1);
    refuses(
        event.formatted("x".repeat(1_001 - bytes)),
        new Violation(
            1, "big", "event_too_large", "", "the event has 1001 bytes, at most 1000 are allowed"));
  }

  @Test
  void doesNotReadAnEventThatIsAloneAndTooLarge() throws MalformedJson, TooManyEvents {
    String event = "{\"v\":\"" + "x".repeat(992) + "\"}";

    assertThat(event).hasSize(1_000);
    assertThat(Sliced.json(slicer, " " + event + " \r\n\t").count()).isEqualTo(1);
    assertThat(Sliced.json(slicer, event.replace('}', ',') + "?").violations())
        .extracting(Violation::code)
        .containsExactly("event_too_large");
  }

  @Test
  void refusesAnEventThatIsNestedTooDeep() throws MalformedJson, TooManyEvents {
    assertThat(Sliced.json(slicer, nested(64)).count()).isEqualTo(1);
    refuses(
        nested(65),
        new Violation(
            1,
            "deep",
            "nested_too_deep",
            "",
            "the event is nested 65 levels deep, at most 64 are allowed"));
  }

  private static String nested(int levels) {
    return "{\"id\":\"deep\",\"v\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  @Test
  void refusesAFieldThatStandsTwice() throws MalformedJson, TooManyEvents {
    refuses(
        "{\"id\":\"b\",\"a/b~c\":1,\"a\\/b~c\":1}",
        new Violation(1, "b", "duplicate_field", "/a~1b~0c", "the field stands more than once"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "true"})
  void refusesATypeThatIsNoText(String type) throws MalformedJson, TooManyEvents {
    refuses(
        "{\"id\":7,\"type\":" + type + "}",
        new Violation(1, "7", "field_invalid", "/type", "type must be text of at most 128 bytes"));
  }

  @Test
  void aTypeHasAtMost128Bytes() throws MalformedJson, TooManyEvents {
    String event = "{\"id\":1,\"type\":\"%s\"}";

    assertThat(Sliced.json(slicer, event.formatted("a".repeat(128))).count()).isEqualTo(1);
    assertThat(Sliced.json(slicer, event.formatted("\\u0061".repeat(128))).count()).isEqualTo(1);
    assertThat(Sliced.json(slicer, event.formatted("a".repeat(129))).count()).isZero();
    assertThat(Sliced.json(slicer, event.formatted("\\u0061".repeat(129))).count()).isZero();
  }

  @Test
  void aSessionHasAtMost1024Bytes() throws MalformedJson, TooManyEvents {
    String event = "{\"id\":\"long\",\"session\":%s}";
    String longest = "\"" + "s".repeat(1_024) + "\"";

    assertThat(Sliced.json(roomy, event.formatted(longest)).count()).isEqualTo(1);
    assertThat(Sliced.json(roomy, event.formatted("7".repeat(1_024))).count()).isEqualTo(1);
    refusesTheSession(event.formatted("\"" + "s".repeat(1_025) + "\""));
    refusesTheSession(event.formatted("\"" + "é".repeat(512) + "x\""));
    refusesTheSession(event.formatted("7".repeat(1_025)));
  }

  private void refusesTheSession(String bad) throws MalformedJson, TooManyEvents {
    refuses(
        roomy,
        bad,
        new Violation(
            1, "long", "field_invalid", "/session", "session must have at most 1024 bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "\"2024-02-30T00:00:00Z\"", "-1", "1.5", "1e3", "[]"})
  void refusesATimeThatIsNone(String time) throws MalformedJson, TooManyEvents {
    refuses(
        "{\"at\":" + time + "}",
        new Violation(
            1,
            "",
            "field_invalid",
            "/at",
            "at must be an RFC 3339 time such as 2024-01-01T00:00:00Z or an integer of epoch"
                + " milliseconds"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2024-01-01T00:00:00Z\"",
        "\"2024-01-01t00:00:00.123\\u002b01:00\"",
        "0",
        "null"
      })
  void takesATimeHoweverItIsWritten(String time) throws MalformedJson, TooManyEvents {
    assertThat(Sliced.json(slicer, "{\"at\":" + time + "}").count()).isEqualTo(1);
  }

  @Test
  void namesEveryFaultOfAnEventAndCountsItOnce() throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[{\"type\":1,\"at\":1.5,\"x\":1,\"x\":1,\"id\":{}}]");

    assertThat(slices.rejected()).isEqualTo(1);
    assertThat(slices.violations())
        .extracting(Violation::code)
        .containsExactly("duplicate_field", "field_invalid", "field_invalid");
    assertThat(slices.violations()).extracting(Violation::id).containsOnly("");
  }

  @Test
  void saysNoIdWhereItIsNull() throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "{\"id\":null,\"type\":1}");

    assertThat(slices.violations().getFirst().id()).isEmpty();
  }

  private void refuses(String bad, Violation violation) throws MalformedJson, TooManyEvents {
    refuses(slicer, bad, violation);
  }

  private static void refuses(Slicer slicer, String bad, Violation violation)
      throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[" + GOOD + "," + bad + ",{\"id\":\"better\"}]");

    assertThat(Sliced.events(slices)).containsExactly(GOOD, "{\"id\":\"better\"}");
    assertThat(slices.rejected()).isEqualTo(1);
    assertThat(slices.violations()).containsExactly(violation);
  }
}
