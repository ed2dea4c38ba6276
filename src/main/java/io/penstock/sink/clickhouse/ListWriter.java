package io.penstock.sink.clickhouse;

import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.MalformedJson;

/** Arrays, and maps from an object's names to its values: how many there are, then each. */
final class ListWriter implements ValueWriter {
  @FunctionalInterface
  private interface Element {
    void write(JsonScanner scanner, RowBytes out) throws Unfit, MalformedJson;
  }

  private final char open;
  private final char close;
  private final String wanted;
  private final Element element;

  private ListWriter(char open, char close, String wanted, Element element) {
    this.open = open;
    this.close = close;
    this.wanted = wanted;
    this.element = element;
  }

  static ListWriter array(ValueWriter inner) {
    return new ListWriter('[', ']', "array", (scanner, out) -> write(scanner, inner, out));
  }

  static ListWriter map(ValueWriter key, ValueWriter value) {
    return new ListWriter(
        '{',
        '}',
        "object",
        (scanner, out) -> {
          write(scanner, key, out);
          scanner.expect(':');
          write(scanner, value, out);
        });
  }

  private static void write(JsonScanner scanner, ValueWriter writer, RowBytes out)
      throws Unfit, MalformedJson {
    scanner.peek();
    int from = scanner.position();
    scanner.skipValue();
    writer.write(scanner.bytes(), from, scanner.position(), out);
  }

  @Override
  public void write(byte[] json, int from, int to, RowBytes out) throws Unfit {
    if (json[from] != open) {
      throw new Unfit(Unfit.TYPE, "is no JSON " + wanted);
    }
    try {
      var elements = new RowBytes(to - from);
      out.size(writeElements(json, from, to, elements));
      out.verbatim(elements.array(), 0, elements.length());
    } catch (MalformedJson impossible) {
      throw new IllegalStateException("this was read as JSON before", impossible);
    }
  }

  /** Answers how many they are, which has to stand before them. */
  private int writeElements(byte[] json, int from, int to, RowBytes out)
      throws Unfit, MalformedJson {
    var scanner = new JsonScanner();
    scanner.reset(json, from, to);
    scanner.advance();
    int elements = 0;
    while (scanner.peek() != close) {
      if (elements > 0) {
        scanner.expect(',');
      }
      element.write(scanner, out);
      elements++;
    }
    return elements;
  }
}
