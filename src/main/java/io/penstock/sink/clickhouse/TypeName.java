package io.penstock.sink.clickhouse;

import java.util.ArrayList;
import java.util.List;

/**
 * A type as {@code system.columns} writes it, such as {@code Array(LowCardinality(String))}.
 *
 * @param arguments what stands between the parentheses, as it is written; empty where there are
 *     none
 */
record TypeName(String name, List<String> arguments) {
  static TypeName of(String type) {
    int open = type.indexOf('(');
    return open < 0 || !type.endsWith(")")
        ? new TypeName(type, List.of())
        : new TypeName(type.substring(0, open), split(type.substring(open + 1, type.length() - 1)));
  }

  /** At commas that are within no parentheses and no quotes. */
  private static List<String> split(String arguments) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean isQuoted = false;
    for (int at = 0; at < arguments.length(); at++) {
      char c = arguments.charAt(at);
      if (c == '\\' && isQuoted) {
        at++;
      } else if (c == '\'') {
        isQuoted = !isQuoted;
      } else if (!isQuoted) {
        depth += c == '(' ? 1 : 0;
        depth -= c == ')' ? 1 : 0;
        if (c == ',' && depth == 0) {
          parts.add(arguments.substring(from, at).strip());
          from = at + 1;
        }
      }
    }
    parts.add(arguments.substring(from).strip());
    return List.copyOf(parts);
  }

  /** The only or first argument, as a type. */
  TypeName inner() {
    return of(arguments.getFirst());
  }

  /** An argument that is a number. */
  int number(int index) {
    return Integer.parseInt(arguments.get(index));
  }

  /** The type without what only says how values are kept, which RowBinary does not show. */
  TypeName unwrapped() {
    return name.equals("LowCardinality") ? inner().unwrapped() : this;
  }
}
