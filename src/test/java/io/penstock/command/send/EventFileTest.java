package io.penstock.command.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.command.client.CommandFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFileTest {
  /** What a file gave: each event's text behind its line. */
  private static final class Taken implements EventTaker {
    private final List<String> events = new ArrayList<>();
    private final List<Rejection> left = new ArrayList<>();

    @Override
    public void take(Slice event) {
      events.add(
          event.line() + ":" + new String(event.bytes(), event.from(), event.length(), UTF_8));
    }

    @Override
    public void leave(Rejection rejection) {
      left.add(rejection);
    }

    List<String> texts() {
      return events.stream().map(event -> event.substring(event.indexOf(':') + 1)).toList();
    }
  }

  private static Taken taken(InputStream in) throws Exception {
    var taken = new Taken();
    try (EventFile file = EventFile.open("-", in)) {
      file.each(taken);
    }
    return taken;
  }

  private static Taken taken(String text) throws Exception {
    return taken(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /** In the table, ~ is a line break. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}~{\"a\":2}~            | 1:{\"a\":1} ; 2:{\"a\":2}",
        "{\"a\":1}~~ ~{\"a\":2}          | 1:{\"a\":1} ; 4:{\"a\":2}",
        "~~{\"a\": 1.50}~                | 3:{\"a\": 1.50}",
        "{\"a\":1}~{broken~{\"a\":3}     | 1:{\"a\":1} ; 2:{broken ; 3:{\"a\":3}",
        "{~\"a\":1~}~                    | 1:{~\"a\":1~}",
        "{~\"a\":1~}~{~\"a\":2~}         | 1:{~\"a\":1~} ; 4:{~\"a\":2~}",
        "[{\"a\":1},{\"a\":2}]           | 1:{\"a\":1} ; 1:{\"a\":2}",
        "[~ {\"a\":[1,~2]},~ 7 ]~        | 2:{\"a\":[1,~2]} ; 4:7",
        "{\"events\":[{\"a\":1},{}]}     | 1:{\"a\":1} ; 1:{}",
        "{~\"events\": [~{\"a\":1}~]~}   | 3:{\"a\":1}",
        "{\"events\":[1],\"b\":2}        | 1:{\"events\":[1],\"b\":2}",
        "{\"events\":{\"a\":1}}          | 1:{\"events\":{\"a\":1}}",
        "{\"events\":[]}~{\"events\":[3]} | 2:3",
        "{}                              | 1:{}",
      })
  void givesEachEventOfEveryShapeWithItsBytesAndLine(String file, String events) throws Exception {
    Taken taken = taken(file.replace('~', '\n'));

    assertThat(String.join(" ; ", taken.events).replace('\n', '~')).isEqualTo(events);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "[]", "{\"events\":[]}"})
  void givesNothingOfAnEmptyFile(String file) throws Exception {
    assertThat(taken(file).events).isEmpty();
  }

  @Property(tries = 200)
  void keepsEveryByteOfLinesWhereverTheyAreTornApart(
      @ForAll("events") List<String> events, @ForAll @IntRange(min = 1, max = 97) int torn)
      throws Exception {
    String file = String.join("\n", events);

    assertThat(taken(torn(file, torn)).texts()).isEqualTo(events);
  }

  @Property(tries = 200)
  void keepsEveryByteOfAnArrayWhateverStandsBetween(
      @ForAll("events") List<String> events, @ForAll("spaces") String between) throws Exception {
    String file =
        events.stream()
            .collect(Collectors.joining(between + "," + between, "[" + between, between + "]"));

    assertThat(taken(file).texts()).isEqualTo(events);
    assertThat(taken("{\"events\":" + file + between + "}").texts()).isEqualTo(events);
  }

  @Provide
  Arbitrary<List<String>> events() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .ofMaxLength(40)
            .withChars(" {}[],:ab\u00e9\u4e2d")
            .withChars('\u2028', '\u0085');
    Arbitrary<String> event =
        text.map(value -> "{ \"" + value + "\" :\t[ \"\\\"\\n" + value + "\", 1.0E+2, { } ]}");
    return event.list().ofMinSize(1).ofMaxSize(30);
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.strings().withChars(" \t\r\n").ofMaxLength(4);
  }

  private static InputStream torn(String text, int bytes) {
    return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(length, bytes));
      }
    };
  }

  @Test
  void keepsALineThatIsAsLongAsALineMayBe() throws Exception {
    String frame = "{\"v\":\"\"}";
    String long1 = "{\"v\":\"" + "x".repeat(Lines.BYTES_MAX - frame.length()) + "\"}";

    Taken taken = taken("{}\n" + long1 + "\n{}");

    assertThat(taken.texts()).containsExactly("{}", long1, "{}");
  }

  @Test
  void leavesALineThatIsTooLongAndGoesOn() throws Exception {
    String tooLong = "{\"v\":\"" + "x".repeat(3 * Lines.BYTES_MAX) + "\"}";

    Taken taken = taken("{\"a\":1}\n" + tooLong + "\n{\"a\":3}\n");

    assertThat(taken.events).containsExactly("1:{\"a\":1}", "3:{\"a\":3}");
    assertThat(taken.left)
        .containsExactly(
            new Rejection(
                2,
                "",
                "event_too_large",
                "the line has 31457288 bytes, at most 10485760 are sent"));
  }

  @Test
  void inflatesGzipAlsoOfSeveralMembers() throws Exception {
    var file = new ByteArrayOutputStream();
    for (String part : List.of("{\"a\":1}\n{\"a\"", ":2}\n")) {
      try (var gzip = new GZIPOutputStream(file)) {
        gzip.write(part.getBytes(UTF_8));
      }
    }

    Taken taken = taken(new ByteArrayInputStream(file.toByteArray()));

    assertThat(taken.events).containsExactly("1:{\"a\":1}", "2:{\"a\":2}");
  }

  @Test
  void passesOverAByteOrderMark() throws Exception {
    assertThat(taken("\ufeff{\"a\":1}\n{\"a\":2}").events)
        .containsExactly("1:{\"a\":1}", "2:{\"a\":2}");
  }

  @Test
  void saysWhereADocumentIsBroken() {
    assertThatThrownBy(() -> taken("[{\"a\":1},\n\n nope]"))
        .isInstanceOf(CommandFailed.class)
        .hasMessage(
            "standard input is not JSON: at line 3, expected null, found 'o'. Nothing was sent.");
  }

  @Test
  void saysWhenGzipIsCutShort() throws IOException {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write("{\"a\":1}\n".repeat(1000).getBytes(UTF_8));
    }
    var cut = new ByteArrayInputStream(file.toByteArray(), 0, 20);

    assertThatThrownBy(() -> taken(cut))
        .hasMessage("standard input cannot be read: Unexpected end of ZLIB input stream.");
  }
}
