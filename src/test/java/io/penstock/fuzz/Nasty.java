package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.fixture.Corpora;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Bytes that parsers have stumbled over. */
final class Nasty {
  private static final int FILE_BYTES_MAX = 10_000;
  private static final List<byte[]> TOKENS = tokens();
  private static final List<byte[]> FILES = files();

  /** What costs the server more than the others: each seldom. */
  private static final List<byte[]> LARGE =
      List.of(
          bytes("[".repeat(100_000)),
          bytes("{\"a\":".repeat(20_000)),
          bytes("\"" + "a".repeat(100_000) + "\""),
          bytes("\"" + "é".repeat(600_000) + "\""),
          bytes("1".repeat(200_000)),
          bytes("{\"id\":1},".repeat(6_000)),
          bytes("\n".repeat(50_000)),
          bytes("0\n".repeat(6_000)));

  private Nasty() {}

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<byte[]> tokens() {
    List<byte[]> tokens = new ArrayList<>();
    Stream.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\u12",
            "\\x",
            "\n",
            "\r\n",
            "null",
            "nul",
            "true",
            "{}",
            "[]",
            "{\"events\":[]}",
            "{\"events\":[{}]}",
            "{\"events\":7}",
            "NaN",
            "-Infinity",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "0x10",
            "-",
            "1e400",
            "-1e-400",
            "9".repeat(400),
            "1." + "0".repeat(400),
            "18446744073709551616",
            "\"\"",
            "\"id\"",
            "\"id\":\"x\",\"id\":\"y\",",
            "\"id\":null,",
            "\"id\":\"\",",
            "\"id\":{},",
            "\"id\":1.5,",
            "\"id\":1e3,",
            "\"id\":\"" + "i".repeat(129) + "\",",
            "\"\\u0069d\":\"x\",",
            "\"type\":7,",
            "\"time\":\"noon\",",
            "\"time\":9223372036854775807,",
            "\"time\":-1,",
            "\"time\":\"9999-12-31T23:59:60Z\",",
            "\"time\":\"0000-01-01T00:00:00+23:59\",",
            "\"id\":\"\\ud800\",",
            "\"type\":\"\\udc00\\ud800\",",
            "\"\\ud800\":1,",
            "\"\\ud800\"",
            "\"\\udfff x\"",
            "\"\\u0000\"",
            "\"id\":\"\\u0000\",",
            "\"type\":\"\\u0000\",",
            "\"specversion\":\"0.3\",",
            "\"data\":1,\"data_base64\":\"AA\",",
            "\"data_base64\":\"!\",",
            "\"source\":\"\",",
            "\"source\":\"\\ud800\",",
            "\"tenant_id\":\"x\",",
            "\"__proto__\":{},",
            "\"stringValue\":\"\\ud800\",",
            "\"doubleValue\":\"NaN\",",
            "\"timeUnixNano\":\"18446744073709551615\",",
            "\"timeUnixNano\":-1,",
            "\"traceId\":\"zz\",",
            "\"asDouble\":\"Infinity\",",
            "\"kind\":\"SPAN_KIND_SERVER\",",
            "\"bytesValue\":\"%\",",
            "/*",
            "//",
            "'",
            "#",
            " ",
            "\u2028",
            "\ufeff",
            "\ud83c\udf0a",
            "e\u0301\u0323")
        .map(Nasty::bytes)
        .forEach(tokens::add);
    for (int depth : new int[] {30, 63, 64, 65, 66, 500, 1_100}) {
      tokens.add(bytes("[".repeat(depth) + "]".repeat(depth)));
      tokens.add(bytes("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)));
    }
    Stream.of(
            "\0",
            "\u0001",
            "\u007f",
            "\u0080",
            "\u00ff",
            "\u00fe\u00ff",
            "\u00c0\u0080",
            "\u00e2\u0082",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00f8\u0088\u0080\u0080\u0080",
            "\u001f\u008b",
            "(\u00b5/\u00fd",
            "\"\u00e9\"",
            "\"\u0000\"",
            "\"\t\"")
        .map(text -> text.getBytes(ISO_8859_1))
        .forEach(tokens::add);
    byte[] naughty = Corpora.bytes(Corpora.path("text-naughty/blns.json"));
    for (Object text : new JsonArray(new String(naughty, UTF_8))) {
      tokens.add(bytes((String) text));
      tokens.add(bytes("\"type\":" + Json.encode(text) + ","));
      tokens.add(bytes("\"id\":" + Json.encode(text) + ","));
    }
    return tokens;
  }

  private static List<byte[]> files() {
    return Corpora.files("json-parsing/test_parsing").stream()
        .map(Corpora::bytes)
        .filter(bytes -> bytes.length <= FILE_BYTES_MAX)
        .toList();
  }

  static byte[] token(Dice dice) {
    return dice.once(200) ? dice.oneOf(LARGE) : dice.oneOf(TOKENS);
  }

  /** Whole bodies that a parser of JSON must take, must not take, or may do with what it likes. */
  static byte[] body(Dice dice) {
    return dice.oneOf(FILES);
  }
}
