package io.penstock.event.cloudevents;

import io.penstock.event.EventId;
import io.penstock.event.Faults;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.JsonText;
import io.penstock.event.json.MalformedJson;
import java.util.HashSet;
import java.util.Set;

/** Checks the attributes of a CloudEvent that the specification does not name. */
final class Extensions {
  private static final int DIGITS_MAX = 10;

  private final Set<String> known = new HashSet<>(CloudEventRules.NAMES);
  private final JsonScanner scanner = new JsonScanner();

  /** Walks the members once more, since only fields with known names have places. */
  void check(Fields event, Faults faults) {
    scanner.reset(event.bytes(), event.start(), event.end());
    try {
      scanner.expect('{');
      for (int before = '{'; scanner.peek() != '}'; before = ',') {
        if (before == ',') {
          scanner.expect(',');
        }
        checkMember(event.bytes(), faults);
      }
    } catch (MalformedJson impossible) {
      throw new IllegalStateException("the whole event was scanned before", impossible);
    }
  }

  private void checkMember(byte[] bytes, Faults faults) throws MalformedJson {
    scanner.peek();
    int nameFrom = scanner.position() + 1;
    scanner.skipString();
    String name = JsonText.decoded(bytes, nameFrom, scanner.position() - 1);
    scanner.expect(':');
    scanner.peek();
    int from = scanner.position();
    scanner.skipValue();
    if (!known.contains(name)) {
      check(name, bytes, from, scanner.position(), faults);
    }
  }

  private static void check(String name, byte[] bytes, int from, int to, Faults faults) {
    String shown = EventId.abridged(name);
    if (!isName(name)) {
      faults.add(
          "field_invalid", shown, "the name of an attribute must be of lower-case a-z and 0-9");
    } else if (!isValue(bytes, from, to)) {
      faults.add(
          "field_invalid",
          shown,
          shown + " must be text without control characters, true, false or an integer of 32 bits");
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private static boolean isValue(byte[] bytes, int from, int to) {
    return switch (bytes[from]) {
      case '"' -> isLawful(JsonText.decoded(bytes, from + 1, to - 1));
      case 't', 'f', 'n' -> true;
      case '{', '[' -> false;
      default -> isInteger(JsonText.utf8(bytes, from, to));
    };
  }

  private static boolean isInteger(String number) {
    String digits = number.startsWith("-") ? number.substring(1) : number;
    return digits.length() <= DIGITS_MAX
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && Long.parseLong(number) == (int) Long.parseLong(number);
  }

  /** Text that may be the value of an attribute: no control characters, no lone surrogates. */
  static boolean isLawful(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
  }
}
