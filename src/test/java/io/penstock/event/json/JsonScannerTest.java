package io.penstock.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
  private final JsonScanner scanner = new JsonScanner();

  static IntStream lengths() {
    return IntStream.rangeClosed(0, 40);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void findsTheEndOfAStringOfAnyLength(int length) throws MalformedJson {
    byte[] text = ('"' + "a".repeat(length) + "\",\"more\"").getBytes(UTF_8);
    scanner.reset(text, 0, text.length);

    assertThat(scanner.skipString()).isFalse();
    assertThat(scanner.position()).isEqualTo(length + 2);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void neverLooksBehindTheEnd(int length) {
    byte[] text = ('"' + "a".repeat(length) + "\"").getBytes(UTF_8);
    scanner.reset(text, 0, text.length - 1);

    var malformed = catchThrowableOfType(MalformedJson.class, scanner::skipString);

    assertThat(malformed.offset()).isEqualTo(text.length - 1);
    assertThat(malformed).hasMessage("a string that does not end");
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void seesEachByteThatMayNotStandInAString(int length) {
    for (int at = 0; at < length; at++) {
      for (int b = -128; b < ' '; b++) {
        byte[] text = quoted(length);
        text[at + 1] = (byte) b;

        var malformed = catchThrowableOfType(MalformedJson.class, () -> Scanned.whole(text));

        assertThat(malformed.offset()).isEqualTo(at + 1);
        assertThat(malformed)
            .hasMessage(b < 0 ? "bytes that are not UTF-8" : "a control character in a string");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void passesEachByteThatMay(int length) throws MalformedJson {
    for (int at = 0; at < length; at++) {
      for (int b = ' '; b < 128; b++) {
        if (b != '"' && b != '\\') {
          byte[] text = quoted(length);
          text[at + 1] = (byte) b;

          assertThat(Scanned.endOfValue(text)).isEqualTo(text.length);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void endsAtTheFirstQuote(int length) throws MalformedJson {
    for (int at = 0; at < length; at++) {
      byte[] text = quoted(length);
      text[at + 1] = '"';

      assertThat(Scanned.endOfValue(text)).isEqualTo(at + 2);
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void seesEachEscapeAndEachLetterBeyondAscii(int length) throws MalformedJson {
    for (int at = 0; at <= length; at++) {
      String before = '"' + "a".repeat(at);
      String after = "a".repeat(length - at) + '"';

      assertThat(isEscaped(before + "\\\"" + after)).isTrue();
      assertThat(isEscaped(before + "\\ud834\\udd1e" + after)).isTrue();
      assertThat(isEscaped(before + "é€𝄞" + after)).isFalse();
    }
  }

  private boolean isEscaped(String string) throws MalformedJson {
    byte[] text = string.getBytes(UTF_8);
    scanner.reset(text, 0, text.length);
    boolean escaped = scanner.skipString();
    assertThat(scanner.position()).isEqualTo(text.length);
    return escaped;
  }

  @Test
  void followsADepthThatWouldOverflowAStack() throws MalformedJson {
    int levels = 100_000;

    assertThat(Scanned.whole("[".repeat(levels) + "]".repeat(levels))).isEqualTo(levels);
    assertThat(Scanned.whole("{\"a\":".repeat(levels) + "1" + "}".repeat(levels)))
        .isEqualTo(levels);
  }

  @Test
  void forgetsTheDepthOfTheValueBefore() throws MalformedJson {
    byte[] text = "[[[]]] [] 7".getBytes(UTF_8);
    scanner.reset(text, 0, text.length);

    scanner.skipValue();
    assertThat(scanner.deepest()).isEqualTo(3);
    scanner.skipValue();
    assertThat(scanner.deepest()).isEqualTo(1);
    scanner.skipValue();
    assertThat(scanner.deepest()).isZero();
  }

  @Test
  void staysWithinItsPartOfTheBytes() throws MalformedJson {
    byte[] text = "[1,2345,6]".getBytes(UTF_8);
    scanner.reset(text, 3, 5);

    scanner.skipValue();

    assertThat(scanner.position()).isEqualTo(5);
    assertThat(scanner.peek()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1,]|3|expected a value, found ']'",
        "{\"a\" 1}|5|expected ':', found '1'",
        "{1:2}|1|expected a field name, found '1'",
        "{\"a\":1,}|7|expected a field name, found '}'",
        "[1 2]|3|expected ',' or ']', found '2'",
        "{\"a\":1]|6|expected ',' or '}', found ']'",
        "[1|2|expected ',' or ']', found the end",
        "tru|3|expected true, found the end",
        "nul!|3|expected null, found '!'",
        "01|1|expected the end, found '1'",
        "-|1|expected a digit, found the end",
        "1.e5|2|expected a digit, found 'e'",
        "1e+|3|expected a digit, found the end",
        "\"\\x\"|1|an unknown escape",
        "\"\\u12g4\"|5|an escape that is not \\u and four hexadecimal digits",
        "\"\\u12|5|an escape that is not \\u and four hexadecimal digits",
        "é|0|expected a value, found byte 0xc3",
        "1 x|2|expected the end, found 'x'",
      })
  void saysWhatIsWrongAndWhere(String text, int offset, String what) {
    var malformed = catchThrowableOfType(MalformedJson.class, () -> Scanned.whole(text));

    assertThat(malformed).hasMessage(what);
    assertThat(malformed.offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "c1bf",
        "e08080",
        "e09fbf",
        "eda080",
        "edbfbf",
        "f0808080",
        "f08fbfbf",
        "f4908080",
        "f5808080",
        "c2",
        "e282",
        "f09d84",
        "c241",
        "e28241",
        "80",
        "bf",
        "fe",
        "ff"
      })
  void refusesBytesThatAreNotUtf8(String hex) {
    byte[] inside = java.util.HexFormat.of().parseHex("22" + hex + "22");

    var malformed = catchThrowableOfType(MalformedJson.class, () -> Scanned.whole(inside));

    assertThat(malformed).hasMessage("bytes that are not UTF-8");
    assertThat(malformed.offset()).isEqualTo(1);
  }

  @Test
  void refusesAByteOrderMark() {
    assertThat(Scanned.accepts("\uFEFF{}".getBytes(UTF_8))).isFalse();
  }

  private static byte[] quoted(int length) {
    byte[] text = new byte[length + 2];
    Arrays.fill(text, (byte) 'a');
    text[0] = text[length + 1] = '"';
    return text;
  }
}
