package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.event.Slicer.Form;
import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CloudEvent must be in its JSON form. */
class CloudEventsTest {
  private static final String MINIMAL =
      "\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\"";
  private static final Stream STREAM =
      Stream.fixed(Stream.Kind.CLOUDEVENTS, "things", "things", KeyStrategy.ROUND_ROBIN, 10, 4_000);

  private final Slicer slicer = Sliced.slicer(STREAM);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"subject\":null",
        "\"subject\":\"ä \\u20ac\"",
        "\"time\":\"2018-04-26T14:48:09+02:00\"",
        "\"data\":null,\"data_base64\":\"4P8ARKo=\"",
        "\"data\":7",
        "\"data_base64\":\"\"",
        "\"data_base64\":\"PHN0dWZmPjwvc3R1ZmY+\"",
        "\"data_base64\":\"PHN0dWZmPjwvc3R1ZmY\\u002b\"",
        "\"ext\":true,\"ext2\":false,\"ext3\":null,\"4\":\"\"",
        "\"low\":-2147483648,\"high\":2147483647",
      })
  void takesWhatTheSpecificationAllows(String more) throws MalformedJson, TooManyEvents {
    assertThat(sliced(MINIMAL + "," + more).violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"subject\":\"\"|/subject",
        "\"subject\":7|/subject",
        "\"subject\":\"a\\nb\"|/subject",
        "\"subject\":\"\\ud800\"|/subject",
        "\"dataschema\":\"\"|/dataschema",
        "\"datacontenttype\":{}|/datacontenttype",
        "\"time\":\"yesterday\"|/time",
        "\"time\":1717200000000|/time",
        "\"data\":1,\"data_base64\":\"4P8ARKo=\"|/data_base64",
        "\"data_base64\":\"4P8ARKo\"|/data_base64",
        "\"data_base64\":\"4P8A-Ko=\"|/data_base64",
        "\"data_base64\":{}|/data_base64",
        "\"aString\":\"a\"|/aString",
        "\"a_b\":\"a\"|/a_b",
        "\"\":\"a\"|/",
        "\"a/b~\":\"a\"|/a~1b~0",
        "\"ext\":[]|/ext",
        "\"ext\":{}|/ext",
        "\"ext\":42.42|/ext",
        "\"ext\":1e2|/ext",
        "\"ext\":4247483647|/ext",
        "\"ext\":-2147483649|/ext",
        "\"ext\":\"\\u0007\"|/ext",
        "\"id\":\"j\"|/id",
      })
  void namesTheAttributeThatIsNot(String more, String pointer) throws MalformedJson, TooManyEvents {
    Slices slices = sliced(MINIMAL + "," + more);

    assertThat(slices.count()).isZero();
    assertThat(slices.violations()).extracting(Violation::pointer).containsExactly(pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"specversion", "id", "source", "type"})
  void needsFourAttributes(String name) throws MalformedJson, TooManyEvents {
    for (String without :
        List.of(
            MINIMAL.replace("\"" + name + "\"", "\"other\""),
            MINIMAL.replaceAll("(\"" + name + "\":)\"[^\"]*\"", "$1null"))) {
      assertThat(sliced(without).violations())
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.code()).isEqualTo("field_missing");
                assertThat(violation.pointer()).isEqualTo("/" + name);
              });
    }
    assertThat(pointers(MINIMAL.replaceAll("(\"" + name + "\":)\"[^\"]*\"", "$1\"\"")))
        .containsExactly("/" + name);
    assertThat(pointers(MINIMAL.replaceAll("(\"" + name + "\":)\"[^\"]*\"", "$1 7")))
        .containsExactly("/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3", "1.1", "1.0 ", "1"})
  void isOfVersionOneAlone(String version) throws MalformedJson, TooManyEvents {
    assertThat(pointers(MINIMAL.replace("1.0", version))).containsExactly("/specversion");
  }

  @Test
  void aSourceHasNoSpaceSoThatNoTwoIdentitiesAreWrittenAlike() throws MalformedJson, TooManyEvents {
    assertThat(pointers(MINIMAL.replace("/s", "/s b"))).containsExactly("/source");
    assertThat(pointers(MINIMAL.replace("\"i\"", "\"i j\""))).isEmpty();
  }

  @Test
  void sourceAndIdTogetherAreBounded() throws MalformedJson, TooManyEvents {
    assertThat(pointers(MINIMAL.replace("\"i\"", "\"" + "i".repeat(1_021) + "\""))).isEmpty();
    assertThat(pointers(MINIMAL.replace("\"i\"", "\"" + "i".repeat(1_022) + "\"")))
        .containsExactly("/id");
  }

  @Test
  void theSameIdOfAnotherSourceIsAnotherEvent() throws MalformedJson, TooManyEvents {
    String other = MINIMAL.replace("/s", "/r");
    String again = MINIMAL.replace("\"i\"", "\"\\u0069\"");
    String array = "[{%s},{%s},{%s},{%s}]".formatted(MINIMAL, other, MINIMAL, again);

    Slices slices = slice(array, Form.ARRAY);

    assertThat(slices.count()).isEqualTo(2);
    assertThat(slices.duplicates()).isEqualTo(1);
    assertThat(slices.violations()).extracting(Violation::code).containsExactly("id_conflict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{} {}", "{"})
  void aSingleEventIsNothingElse(String body) {
    assertThatThrownBy(() -> slice(body, Form.SINGLE)).isInstanceOf(MalformedJson.class);
  }

  @Test
  void anArrayIsNoEvent() throws MalformedJson, TooManyEvents {
    assertThat(slice("[{" + MINIMAL + "}]", Form.SINGLE).violations())
        .extracting(Violation::code)
        .containsExactly("not_an_object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[] []", "7"})
  void aBatchIsAnArray(String body) {
    assertThatThrownBy(() -> slice(body, Form.ARRAY)).isInstanceOf(MalformedJson.class);
  }

  private List<String> pointers(String members) throws MalformedJson, TooManyEvents {
    return sliced(members).violations().stream().map(Violation::pointer).toList();
  }

  private Slices sliced(String members) throws MalformedJson, TooManyEvents {
    return slice("{" + members + "}", Form.SINGLE);
  }

  private Slices slice(String body, Form form) throws MalformedJson, TooManyEvents {
    return slicer.slice(
        body.getBytes(UTF_8), form, Sliced.TENANT, Sliced.NOW_MICROS, Optional.empty());
  }
}
