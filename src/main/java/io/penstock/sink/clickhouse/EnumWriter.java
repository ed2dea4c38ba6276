package io.penstock.sink.clickhouse;

import java.util.HashMap;
import java.util.Map;

/** The values of an enumeration, by name or by number. */
final class EnumWriter implements ValueWriter {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final boolean isWide;

  /** Such as {@code Enum8('a' = 1, 'b' = 2)}. */
  EnumWriter(TypeName type) {
    isWide = type.name().equals("Enum16");
    for (String element : type.arguments()) {
      int equals = element.lastIndexOf('=');
      String number = element.substring(equals + 1).strip();
      String name = element.substring(0, equals).strip();
      numbers.put(unquoted(name), Integer.valueOf(number));
      numbers.putIfAbsent(number, Integer.valueOf(number));
    }
  }

  private static String unquoted(String name) {
    return name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  @Override
  public void write(byte[] json, int from, int to, RowBytes out) throws Unfit {
    Integer number = numbers.get(ValueWriters.content(json, from, to));
    if (number == null) {
      throw new Unfit(Unfit.ELEMENT, "is none of the values of the enumeration");
    }
    if (isWide) {
      out.int16(number);
    } else {
      out.int8(number);
    }
  }
}
