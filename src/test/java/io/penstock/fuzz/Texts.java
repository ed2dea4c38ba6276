package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.fixture.Corpora;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.HexFormat;
import java.util.List;

/** Values for members of events: lawful, and nothing that a careless server would leave alone. */
final class Texts {
  private static final List<String> NAUGHTY = naughty();
  private static final List<String> PIECES =
      List.of(
          "abc", " ", "\"", "é", "漢", "🌊", "/", "\\", "\n", "\u0000", "0123456789", "</script>");

  /** What a store that parses and writes anew would not give back as it was. */
  private static final List<String> NUMBERS =
      List.of("1.50", "1e2", "-0", "0.1000", "12345678901234567890123", "7", "1E-400", "0e0");

  private Texts() {}

  private static List<String> naughty() {
    byte[] file = Corpora.bytes(Corpora.path("text-naughty/blns.json"));
    return new JsonArray(new String(file, UTF_8)).stream().map(String.class::cast).toList();
  }

  static String text(Dice dice) {
    if (dice.once(3)) {
      return dice.oneOf(NAUGHTY);
    }
    var text = new StringBuilder();
    for (int pieces = dice.skewed(60); pieces > 0; pieces--) {
      text.append(dice.oneOf(PIECES));
    }
    return text.toString();
  }

  /** As JSON writes it, with its quotes; sometimes all of it in escapes. */
  static String quoted(String text, Dice dice) {
    if (!dice.once(8)) {
      return Json.encode(text);
    }
    var escaped = new StringBuilder("\"");
    text.chars().forEach(c -> escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c)));
    return escaped.append('"').toString();
  }

  /** Any JSON value, at most a few levels deep. */
  static String value(Dice dice, int levels) {
    return switch (dice.below(levels > 0 ? 7 : 5)) {
      case 0 -> dice.oneOf(NUMBERS);
      case 1 -> "true";
      case 2 -> "null";
      case 3, 4 -> quoted(text(dice), dice);
      case 5 -> "[" + value(dice, levels - 1) + ", " + value(dice, levels - 1) + "]";
      default -> "{\"a\":" + value(dice, levels - 1) + " ,\"é\": " + value(dice, levels - 1) + "}";
    };
  }
}
