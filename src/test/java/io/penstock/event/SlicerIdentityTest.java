package io.penstock.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Slicer.TooManyEvents;
import io.penstock.event.json.MalformedJson;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events are the same, and what an id may be. */
class SlicerIdentityTest {
  private static final String ID_INVALID =
      "id must be text of 1 to 128 bytes without control characters, or an integer";

  private final Slicer slicer = Sliced.slicer(Sliced.open(5_000, 10_000));

  @Test
  void theSameEventTwiceIsKeptOnce() throws MalformedJson, TooManyEvents {
    Slices slices =
        Sliced.json(slicer, "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"a\"},{\"id\":\"a\"}]");

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}");
    assertThat(slices.duplicates()).isEqualTo(2);
    assertThat(slices.rejected()).isZero();
  }

  @Test
  void theSameIdWithOtherBytesIsAConflict() throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[{\"id\":\"a\"},{\"id\":\"a\",\"v\":1},{\"id\":\"a\" }]");

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":\"a\"}");
    assertThat(slices.duplicates()).isZero();
    assertThat(slices.violations()).containsExactly(conflict(1, "a"), conflict(2, "a"));
  }

  @Test
  void eventsWithoutAnIdAreNeverTheSame() throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[{},{},{\"id\":null}]");

    assertThat(slices.count()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToObj(i -> Sliced.newId(slices, i)))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("018fd118-9400-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }

  @Test
  void onlyEventsWithoutAnIdAreGivenOne() throws MalformedJson, TooManyEvents {
    String mixed =
        IntStream.range(0, 1_000)
            .mapToObj(i -> i % 3 == 0 ? "{\"n\":" + i + "}" : "{\"id\":" + i + "}")
            .collect(Collectors.joining(",", "[", "]"));

    Slices slices = Sliced.json(slicer, mixed);

    assertThat(IntStream.range(0, 1_000)).allMatch(i -> slices.hasNewId(i) == (i % 3 == 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17 | \"17\"",
        "-5 | \"-5\"",
        "\"a\" | \"\\u0061\"",
        "\"\\u0061b\" | \"a\\u0062\"",
        "\"é\" | \"\\u00e9\"",
        "\"𝄞\" | \"\\ud834\\udd1e\"",
        "\"a/b\" | \"a\\/b\"",
        "12345678901234567890123 | \"12345678901234567890123\"",
      })
  void anIdIsItsTextHoweverItIsWritten(String one, String other)
      throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[{\"id\":" + one + "},{\"id\":" + other + "}]");

    assertThat(slices.count()).isEqualTo(1);
    assertThat(slices.violations()).extracting(Violation::code).containsExactly("id_conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1|\"01\"", "\"a\"|\"A\"", "\"a\"|\"a \"", "\"é\"|\"e\\u0301\"", "0|-0"})
  void idsThatDifferAtAllAreOfDifferentEvents(String one, String other)
      throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[{\"id\":" + one + "},{\"id\":" + other + "}]");

    assertThat(slices.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"a\\u0000b\"",
        "\"a\\nb\"",
        "\"a\\u007fb\"",
        "\"a\u007fb\"",
        "\"a\\u0085b\"",
        "\"a\u0085b\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "1.0",
        "1e3",
        "true",
        "{}",
        "[]"
      })
  void refusesWhatIsNoId(String id) throws MalformedJson, TooManyEvents {
    Slices slices = Sliced.json(slicer, "[{\"id\":" + id + "},{\"id\":\"good\"}]");

    assertThat(Sliced.events(slices)).containsExactly("{\"id\":\"good\"}");
    assertThat(slices.violations()).hasSize(1);
    assertThat(slices.violations().getFirst().code()).isEqualTo("id_invalid");
    assertThat(slices.violations().getFirst().pointer()).isEqualTo("/id");
    assertThat(slices.violations().getFirst().detail()).isEqualTo(ID_INVALID);
  }

  @Test
  void anIdHasAtMost128Bytes() throws MalformedJson, TooManyEvents {
    String ascii = "a".repeat(128);
    String twoBytes = "é".repeat(64);
    String escaped = "\\u0061".repeat(128);
    String digits = "1".repeat(128);

    assertThat(slice("\"" + ascii + "\"").count()).isEqualTo(1);
    assertThat(slice("\"" + twoBytes + "\"").count()).isEqualTo(1);
    assertThat(slice("\"" + escaped + "\"").count()).isEqualTo(1);
    assertThat(slice(digits).count()).isEqualTo(1);

    assertThat(slice("\"" + ascii + "a\"").violations())
        .containsExactly(new Violation(0, ascii + "…", "id_invalid", "/id", ID_INVALID));
    assertThat(slice("\"" + twoBytes + "a\"").violations())
        .containsExactly(new Violation(0, twoBytes + "a", "id_invalid", "/id", ID_INVALID));
    assertThat(slice("\"" + escaped + "\\u0061\"").count()).isZero();
    assertThat(slice(digits + "1").count()).isZero();
  }

  @Test
  void aLongIdIsShownWithoutCuttingALetter() throws MalformedJson, TooManyEvents {
    Slices slices = slice("\"" + "a".repeat(127) + "𝄞".repeat(9) + "\"");

    assertThat(slices.violations().getFirst().id()).isEqualTo("a".repeat(127) + "…");
  }

  @Test
  void thousandsOfIdsAreEachFoundAgain() throws MalformedJson, TooManyEvents {
    String events =
        IntStream.range(0, 2_500)
            .mapToObj(i -> "{\"id\":\"event-" + i + "\"}")
            .collect(Collectors.joining(","));

    Slices slices = Sliced.json(slicer, "[" + events + "," + events + "]");

    assertThat(slices.count()).isEqualTo(2_500);
    assertThat(slices.duplicates()).isEqualTo(2_500);
  }

  @Test
  void theSessionDecidesThePartition() throws MalformedJson, TooManyEvents {
    Slices slices =
        Sliced.json(
            slicer, "[{\"session\":\"s-1\"},{\"session\":7},{},{\"session\":null},{\"x\":1}]");

    assertThat(IntStream.range(0, 5).mapToObj(index -> Sliced.key(slices, index)))
        .containsExactly("s-1", "7", "(none)", "(none)", "(none)");
  }

  private Slices slice(String id) throws MalformedJson, TooManyEvents {
    return Sliced.json(slicer, "{\"id\":" + id + "}");
  }

  private static Violation conflict(int index, String id) {
    return new Violation(
        index,
        id,
        "id_conflict",
        "/id",
        "an earlier event of this request has the same id and other bytes");
  }
}
