package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the events may stand in a request. */
class SlicerFormsTest {
  private final Slicer slicer = Sliced.slicer(Sliced.open(3, 1_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"a\":1},{\"a\":2}]",
        " [ {\"a\":1} , {\"a\":2} ] ",
        "{\"events\":[{\"a\":1},{\"a\":2}]}",
        "\r\n{ \"events\" : [{\"a\":1},\t{\"a\":2}] }\n",
        "{\"\\u0065vents\":[{\"a\":1},{\"a\":2}]}",
      })
  void takesAnArrayAndAnEnvelope(String body) throws MalformedJson, TooManyEvents {
    assertThat(Sliced.events(Sliced.json(slicer, body))).containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"events\":1}",
        "{\"events\":{\"a\":1}}",
        "{\"events\":[{\"a\":1}],\"b\":2}",
        "{\"events\":[{\"id\":1},{\"id\":1,\"b\":2},7],\"b\":2}",
        "{\"events\":[1,2,3,4,5],\"b\":2}",
        "{\"b\":2,\"events\":[{\"a\":1}]}",
        "{\"Events\":[{\"a\":1}]}",
      })
  void takesAnObjectThatIsNoEnvelopeForOneEvent(String body) throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, " " + body + "\n");

    assertThat(Sliced.events(slices)).containsExactly(body);
    assertThat(slices.rejected()).isZero();
    assertThat(slices.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ] ", "{\"events\":[]}"})
  void takesNoEventsForNoEvents(String body) throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, body);

    assertThat(slices.count()).isZero();
    assertThat(slices.bytes()).isZero();
    assertThat(slices.rejected()).isZero();
  }

  @Test
  void keepsTheBytesAsTheyCame() throws MalformedJson, TooManyEvents {
    String event = "{ \"a\" :\t1.0e+2, \"\\u0062\": \"\\/é\\ud800\",\"n\":12345678901234567890 }";

    Slices slices = Sliced.json(slicer, "[" + event + " , " + event + "]");

    assertThat(Sliced.events(slices)).containsExactly(event, event);
    assertThat(slices.bytes()).isEqualTo(2 * event.getBytes(UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|0|expected an event, found the end",
        "`  `|2|expected an event, found the end",
        "[{}|3|expected ',' or ']', found the end",
        "[{},]|4|expected a value, found ']'",
        "[{}]x|4|expected the end, found 'x'",
        "{\"events\":[{}]|14|expected '}', found the end",
        "{\"events\":[{}]]|14|expected '}', found ']'",
        "{\"events\":[{},{]}|15|expected a field name, found ']'",
        "{\"a\":1}{\"a\":2}|7|expected the end, found '{'",
        "{\"events|8|a string that does not end",
        "{,}|1|expected a field name, found ','",
        "nothing|1|expected null, found 'o'",
        "\uFEFF{}|0|expected a value, found byte 0xef",
      })
  void keepsNothingOfABodyThatIsNotJson(String body, int offset, String what) {
    var malformed = catchThrowableOfType(MalformedJson.class, () -> Sliced.json(slicer, body));

    assertThat(malformed).hasMessage(what);
    assertThat(malformed.offset()).isEqualTo(offset);
  }

  @Test
  void keepsNothingOfTooManyEvents() {
    String message = "more than 3 events in one request";

    assertThatThrownBy(() -> Sliced.json(slicer, "[{},{},{},{}]"))
        .isInstanceOf(TooManyEvents.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Sliced.json(slicer, "{\"events\":[{},{},{},{}]}")).hasMessage(message);
    assertThatThrownBy(() -> Sliced.json(slicer, "[1,2,3,4]")).hasMessage(message);
    assertThatThrownBy(() -> Sliced.lines(slicer, "{}\n{}\n{}\nx\n")).hasMessage(message);
  }

  @Test
  void takesAsManyEventsAsAreAllowed() throws MalformedJson, TooManyEvents {
    assertThat(Sliced.json(slicer, "[{},{},{}]").count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}\n{\"a\":2}\n",
        "{\"a\":1}\n{\"a\":2}",
        "{\"a\":1}\r\n{\"a\":2}\r\n",
        "\n\n{\"a\":1}\n  \n\t{\"a\":2}  \n\r\n\n",
      })
  void takesALineForAnEvent(String body) throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.lines(slicer, body);

    assertThat(Sliced.events(slices)).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(slices.rejected()).isZero();
  }

  @Test
  void takesNoLinesForNoEvents() throws MalformedJson, TooManyEvents {
    assertThat(Sliced.lines(slicer, "").count()).isZero();
    assertThat(Sliced.lines(slicer, "\n \r\n").count()).isZero();
  }

  @Test
  void takesAnEnvelopeOnALineForAnEvent() throws MalformedJson, TooManyEvents {
    assertThat(Sliced.events(Sliced.lines(slicer, "{\"events\":[{}]}\n")))
        .containsExactly("{\"events\":[{}]}");
  }

  @Test
  void aBrokenLineCostsThatLine() throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.lines(slicer, "{\"id\":\"a\"}\n\n {\"id\":\"b\",}\r\n{\"id\":\"c\"}");

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":\"a\"}", "{\"id\":\"c\"}");
    assertThat(slices.rejected()).isEqualTo(1);
    assertThat(slices.violations())
        .containsExactly(
            new Violation(
                1, "", "malformed", "", "line 3, byte 11: expected a field name, found '}'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":\"a\"} x", "{\"b\":1} x", "{\"id\":{}} x", "7 x", "{\"id\":\"z\"} {}"})
  void aLineWithMoreBehindItsEventIsBrokenAndNothingElse(String line)
      throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.lines(slicer, "{\"id\":\"z\"}\n" + line + "\n{\"id\":\"a\"}\n");

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":\"z\"}", "{\"id\":\"a\"}");
    assertThat(Sliced.newId(slices, 1)).isEqualTo("(none)");
    assertThat(slices.duplicates()).isZero();
    assertThat(slices.rejected()).isEqualTo(1);
    assertThat(slices.violations()).extracting(Violation::code).containsExactly("malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":[", " {\"event\"", "{}", "{7", "17", "\"text", "\n{ \"\""})
  void knowsOneEventByItsBeginning(String beginning) {
    assertThat(Slicer.isOneEvent(beginning.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{ ",
        "[",
        " [{",
        "{\"events\"",
        "{ \"\\u0065vents\" :",
        "{\"even",
        "{\"a\u0001"
      })
  void takesWhatMayBeSeveralForSeveral(String beginning) {
    assertThat(Slicer.isOneEvent(beginning.getBytes(UTF_8))).isFalse();
  }
}
