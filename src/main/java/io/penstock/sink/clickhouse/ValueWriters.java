package io.penstock.sink.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.JsonText;
import io.penstock.sink.CleanText;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How the types that ClickHouse has are written. A text is taken for what it says. */
final class ValueWriters {
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private ValueWriters() {}

  /** Empty for a type that this cannot write. */
  static Optional<ValueWriter> of(TypeName type) {
    return switch (type.name()) {
      case "String" -> Optional.of(ValueWriters::text);
      case "FixedString" -> Optional.of(fixedText(type.number(0)));
      case "JSON" -> Optional.of(ValueWriters::json);
      case "Bool" -> Optional.of(ValueWriters::truth);
      case "UUID" -> Optional.of(ValueWriters::uuid);
      case "Enum8", "Enum16" -> Optional.of(new EnumWriter(type));
      case "IPv4" -> Optional.of(AddressWriter.V4);
      case "IPv6" -> Optional.of(AddressWriter.V6);
      case "LowCardinality" -> of(type.inner());
      case "Nullable" -> of(type.inner()).map(ValueWriters::nullable);
      case "Array" -> of(type.inner()).map(ListWriter::array);
      case "Map" -> mapOf(type);
      default -> TimeWriter.of(type).<ValueWriter>map(it -> it).or(() -> NumberWriters.of(type));
    };
  }

  private static Optional<ValueWriter> mapOf(TypeName type) {
    Optional<ValueWriter> key = of(TypeName.of(type.arguments().getFirst()));
    Optional<ValueWriter> value = of(TypeName.of(type.arguments().get(1)));
    return key.flatMap(k -> value.map(v -> ListWriter.map(k, v)));
  }

  private static ValueWriter nullable(ValueWriter inner) {
    return (json, from, to, out) -> {
      if (isNull(json, from)) {
        out.int8(1);
      } else {
        out.int8(0);
        inner.write(json, from, to, out);
      }
    };
  }

  /** What is no text is written as its JSON. */
  private static void text(byte[] json, int from, int to, RowBytes out) throws Unfit {
    requireValue(json, from);
    if (!isText(json, from)) {
      out.text(json, from, to);
    } else if (JsonText.isEscaped(json, from + 1, to - 1)) {
      out.text(CleanText.utf8(JsonText.decoded(json, from + 1, to - 1)));
    } else {
      out.text(json, from + 1, to - 1);
    }
  }

  private static ValueWriter fixedText(int length) {
    return (json, from, to, out) -> {
      byte[] text = CleanText.utf8(content(json, from, to));
      if (text.length > length) {
        throw new Unfit(Unfit.LENGTH, "is longer than " + length + " bytes");
      }
      out.verbatim(text);
      out.verbatim(new byte[length - text.length]);
    };
  }

  private static void json(byte[] json, int from, int to, RowBytes out) throws Unfit {
    if (json[from] != '{') {
      throw new Unfit(Unfit.TYPE, "is no JSON object");
    }
    var clean = new RowBytes(to - from);
    CleanJson.write(json, from, to, clean);
    out.text(clean.array(), 0, clean.length());
  }

  private static void truth(byte[] json, int from, int to, RowBytes out) throws Unfit {
    out.int8(
        switch (content(json, from, to)) {
          case "true", "1" -> 1;
          case "false", "0" -> 0;
          default -> throw new Unfit(Unfit.TYPE, "is neither true nor false");
        });
  }

  /** Two halves, each little-endian. */
  private static void uuid(byte[] json, int from, int to, RowBytes out) throws Unfit {
    String text = content(json, from, to);
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new Unfit(Unfit.TYPE, "is no UUID");
    }
    UUID uuid = UUID.fromString(text);
    out.int64(uuid.getMostSignificantBits());
    out.int64(uuid.getLeastSignificantBits());
  }

  /** A text's content, or what is no text as it is written. */
  static String content(byte[] json, int from, int to) throws Unfit {
    requireValue(json, from);
    return isText(json, from)
        ? JsonText.decoded(json, from + 1, to - 1)
        : new String(json, from, to - from, UTF_8);
  }

  static boolean isText(byte[] json, int from) {
    return json[from] == '"';
  }

  private static boolean isNull(byte[] json, int from) {
    return json[from] == 'n';
  }

  private static void requireValue(byte[] json, int from) throws Unfit {
    if (isNull(json, from)) {
      throw new Unfit(Unfit.NULL, "is null, which the column does not take");
    }
  }
}
