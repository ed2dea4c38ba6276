package io.penstock.event.json;

import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.lazyOf;
import static net.jqwik.api.Arbitraries.oneOf;
import static net.jqwik.api.Arbitraries.strings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates JSON texts as anybody may write them. */
final class Documents {
  private static final Arbitrary<String> SPACE =
      Arbitraries.of("", "", "", " ", "\n", "\r\n", "\t", "  \t\r\n ");

  private Documents() {}

  /** An array or an object, with space around. */
  static Arbitrary<byte[]> any() {
    return spaced(oneOf(arrays(), objects())).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arbitrary<String> values() {
    return spaced(
        lazyOf(
            Documents::texts,
            Documents::numbers,
            () -> Arbitraries.of("true", "false", "null", "[]", "{}"),
            Documents::texts,
            Documents::arrays,
            Documents::objects));
  }

  private static Arbitrary<String> arrays() {
    return values().list().ofMaxSize(4).map(values -> "[" + String.join(",", values) + "]");
  }

  private static Arbitrary<String> objects() {
    return Combinators.combine(spaced(texts()), values())
        .as((name, value) -> name + ":" + value)
        .list()
        .ofMaxSize(4)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  static Arbitrary<String> texts() {
    Arbitrary<String> plain =
        strings().ascii().excludeChars('"', '\\').ofMaxLength(20).map(Documents::withoutControls);
    Arbitrary<String> anything =
        strings().all().excludeChars('"', '\\').ofMaxLength(8).map(Documents::withoutControls);
    Arbitrary<String> escapes =
        Arbitraries.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t");
    Arbitrary<String> codes =
        strings().withChars("0123456789abcdefABCDEF").ofLength(4).map(hex -> "\\u" + hex);
    return oneOf(plain, anything, escapes, codes)
        .list()
        .ofMaxSize(5)
        .map(pieces -> '"' + String.join("", pieces) + '"');
  }

  private static String withoutControls(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= ' ' && (c < 0xD800 || c > 0xDFFF))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static Arbitrary<String> numbers() {
    Arbitrary<String> digits = strings().numeric().ofMinLength(1).ofMaxLength(25);
    Arbitrary<String> whole = oneOf(just("0"), digits.map(some -> "7" + some));
    Arbitrary<String> fraction = oneOf(just(""), digits.map(some -> "." + some));
    Arbitrary<String> exponent =
        oneOf(
            just(""),
            Combinators.combine(Arbitraries.of("e", "E"), Arbitraries.of("", "+", "-"), digits)
                .as((e, sign, some) -> e + sign + some));
    return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
        .as((sign, before, after, power) -> String.join("", List.of(sign, before, after, power)));
  }

  private static Arbitrary<String> spaced(Arbitrary<String> texts) {
    return Combinators.combine(SPACE, texts, SPACE)
        .as((before, text, after) -> before + text + after);
  }
}
