package io.penstock.event.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.EventTime;
import io.penstock.event.Rfc3339;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.JsonText;
import io.penstock.event.json.MalformedJson;
import java.util.Set;

/** What one field must be. Asked only for a field that is there and not null. */
sealed interface Rule {
  boolean holds(Fields event, int field, long nowMicros);

  /** What was wanted, as the end of "title must be …". */
  String wanted();

  /** Text of at most so many characters. */
  record Text(int charactersMax) implements Rule {
    @Override
    public boolean holds(Fields event, int field, long nowMicros) {
      return event.isText(field)
          && (event.to(field) - event.from(field) - 2 <= charactersMax
              || event.text(field).codePoints().limit(charactersMax + 1L).count() <= charactersMax);
    }

    @Override
    public String wanted() {
      return "text of at most " + charactersMax + " characters";
    }
  }

  /** Text of ASCII that looks like something, and has at most so many characters. */
  record Shaped(Shape shape, int charactersMax, String wanted) implements Rule {
    @Override
    public boolean holds(Fields event, int field, long nowMicros) {
      if (!event.isText(field)) {
        return false;
      }
      int from = event.from(field) + 1;
      int to = event.to(field) - 1;
      return JsonText.isEscaped(event.bytes(), from, to)
          ? fits(event.text(field).getBytes(UTF_8))
          : fits(event.bytes(), from, to);
    }

    private boolean fits(byte[] text) {
      return fits(text, 0, text.length);
    }

    private boolean fits(byte[] text, int from, int to) {
      return to - from <= charactersMax && shape.fits(text, from, to);
    }
  }

  /** A number within bounds, both included; read as the double that its column holds. */
  record Within(long min, long max) implements Rule {
    @Override
    public boolean holds(Fields event, int field, long nowMicros) {
      if (!event.isNumber(field)) {
        return false;
      }
      double number = Double.parseDouble(event.text(field));
      return number >= min && number <= max;
    }

    @Override
    public String wanted() {
      return "a number from " + min + " to " + max;
    }
  }

  /** A time of RFC 3339, not further ahead than an hour; as old as it likes. */
  record Time() implements Rule {
    private static final long AHEAD_MICROS_MAX = 3_600_000_000L;

    @Override
    public boolean holds(Fields event, int field, long nowMicros) {
      if (!event.isText(field)) {
        return false;
      }
      long time = EventTime.ofText(event, field);
      return time != Rfc3339.NONE && time <= nowMicros + AHEAD_MICROS_MAX;
    }

    @Override
    public String wanted() {
      return "an RFC 3339 time such as 2024-01-01T00:00:00Z, at most 1 hour ahead";
    }
  }

  /** One of a few words. */
  record OneOf(Set<String> words) implements Rule {
    @Override
    public boolean holds(Fields event, int field, long nowMicros) {
      return event.isText(field) && words.contains(event.text(field));
    }

    @Override
    public String wanted() {
      return "one of " + words.stream().sorted().toList();
    }
  }

  /** An object of limited members, depth and bytes. */
  record Properties(PropertyLimits limits) implements Rule {
    @Override
    public boolean holds(Fields event, int field, long nowMicros) {
      if (!event.isObject(field) || event.to(field) - event.from(field) > limits.bytesMax()) {
        return false;
      }
      var scanner = new JsonScanner();
      scanner.reset(event.bytes(), event.from(field), event.to(field));
      try {
        return members(scanner) <= limits.membersMax();
      } catch (MalformedJson impossible) {
        throw new IllegalStateException("the whole event was scanned before", impossible);
      }
    }

    /** The members of the object, or more than allowed where one of them goes too deep. */
    private int members(JsonScanner scanner) throws MalformedJson {
      scanner.expect('{');
      int members = 0;
      while (scanner.peek() != '}') {
        if (members++ > 0) {
          scanner.expect(',');
          scanner.peek();
        }
        scanner.skipString();
        scanner.expect(':');
        scanner.skipValue();
        if (scanner.deepest() + 1 > limits.depthMax()) {
          return Integer.MAX_VALUE;
        }
      }
      return members;
    }

    @Override
    public String wanted() {
      return "an object of at most %d members, %d levels and %d bytes"
          .formatted(limits.membersMax(), limits.depthMax(), limits.bytesMax());
    }
  }

  /** Whether a field is the same UUID as {@code text}, which may be written in other letters. */
  static boolean isUuid(Fields event, int field, String text) {
    return event.isText(field) && event.text(field).equalsIgnoreCase(text);
  }
}
