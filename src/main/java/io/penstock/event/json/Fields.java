package io.penstock.event.json;

import java.util.Arrays;

/**
 * Where the top-level fields of one object stand in its bytes. Made once and filled again for each
 * object; holds places, no values.
 */
public final class Fields {
  private final FieldNames names;
  private final int[] from;
  private final int[] to;
  private final int comparedBytes;
  private final SeenNames seen = new SeenNames();
  private final boolean keepsOthers;
  private int[] others = {};
  private int othersLength;
  private int memberFrom;
  private byte[] bytes = {};
  private int start;
  private int end;
  private int deepest;
  private String repeated = "";

  /**
   * Names are compared within the first {@code comparedBytes} of an object and not beyond, so that
   * those of a huge one, which is refused anyway, do not fill the memory.
   */
  public Fields(FieldNames names, int comparedBytes) {
    this(names, comparedBytes, false);
  }

  private Fields(FieldNames names, int comparedBytes, boolean keepsOthers) {
    this.names = names;
    this.keepsOthers = keepsOthers;
    this.comparedBytes = comparedBytes;
    this.from = new int[names.size()];
    this.to = new int[names.size()];
  }

  /** Knows, beside those that have a name in the list, where all others stand. */
  public static Fields andOthers(FieldNames names) {
    return new Fields(names, 0, true);
  }

  /**
   * Reads one object; the scanner stands before its opening brace and ends behind the closing one.
   *
   * @throws MalformedJson where the bytes are not JSON
   */
  public void read(JsonScanner scanner) throws MalformedJson {
    bytes = scanner.bytes();
    Arrays.fill(from, -1);
    othersLength = 0;
    seen.clear();
    repeated = "";
    deepest = 1;
    scanner.expect('{');
    start = scanner.position() - 1;
    if (scanner.peek() == '}') {
      scanner.advance();
    } else {
      readMembers(scanner);
    }
    end = scanner.position();
  }

  private void readMembers(JsonScanner scanner) throws MalformedJson {
    while (true) {
      int number = readName(scanner);
      scanner.peek();
      int valueFrom = scanner.position();
      scanner.skipValue();
      deepest = Math.max(deepest, scanner.deepest() + 1);
      if (number >= 0) {
        from[number] = valueFrom;
        to[number] = scanner.position();
      } else if (keepsOthers) {
        keepOther(scanner.position());
      }
      int b = scanner.peek();
      if (b != ',' && b != '}') {
        throw scanner.unexpected("',' or '}'");
      }
      scanner.advance();
      if (b == '}') {
        return;
      }
    }
  }

  private void keepOther(int memberTo) {
    if (othersLength == others.length) {
      others = Arrays.copyOf(others, Math.max(16, 2 * others.length));
    }
    others[othersLength++] = memberFrom;
    others[othersLength++] = memberTo;
  }

  /** Moves past a name and its colon; answers its number, or -1 when nobody asked for it. */
  private int readName(JsonScanner scanner) throws MalformedJson {
    if (scanner.peek() != '"') {
      throw scanner.unexpected("a field name");
    }
    memberFrom = scanner.position();
    int nameFrom = memberFrom + 1;
    boolean escaped = scanner.skipString();
    int nameTo = scanner.position() - 1;
    scanner.expect(':');
    boolean compared = nameTo - start <= comparedBytes;
    return escaped
        ? named(JsonText.unescaped(bytes, nameFrom, nameTo), compared)
        : named(bytes, nameFrom, nameTo, compared);
  }

  private int named(byte[] name, boolean compared) {
    return named(name, 0, name.length, compared);
  }

  private int named(byte[] name, int nameFrom, int nameTo, boolean compared) {
    long hash = ByteHash.of(name, nameFrom, nameTo);
    if (compared && !seen.add(name, nameFrom, nameTo, hash) && repeated.isEmpty()) {
      repeated = JsonText.utf8(name, nameFrom, nameTo);
    }
    return names.find(name, nameFrom, nameTo, hash);
  }

  public byte[] bytes() {
    return bytes;
  }

  /** How many there are that nobody asked for by name; only with {@link #andOthers}. */
  public int others() {
    return othersLength / 2;
  }

  /** Where the name of one of the others begins, quotes included. */
  public int otherFrom(int other) {
    return others[2 * other];
  }

  /** Where its value ends, exclusive. */
  public int otherTo(int other) {
    return others[2 * other + 1];
  }

  /** Where the object begins. */
  public int start() {
    return start;
  }

  /** Where the object ends, exclusive. */
  public int end() {
    return end;
  }

  /** Levels of nesting, 1 for a flat object. */
  public int deepest() {
    return deepest;
  }

  /** Whether a name stood twice at the top; {@link #repeatedName} says which. */
  public boolean hasRepeatedName() {
    return seen.repeated();
  }

  public String repeatedName() {
    return repeated;
  }

  public String name(int field) {
    return names.name(field);
  }

  public boolean has(int field) {
    return from[field] >= 0;
  }

  /** Present, and not {@code null}. */
  public boolean hasValue(int field) {
    return from[field] >= 0 && bytes[from[field]] != 'n';
  }

  /** Where the value begins, quotes included; only for a field that is there. */
  public int from(int field) {
    return from[field];
  }

  /** Where the value ends, exclusive. */
  public int to(int field) {
    return to[field];
  }

  public boolean isText(int field) {
    return bytes[from[field]] == '"';
  }

  public boolean isNumber(int field) {
    byte b = bytes[from[field]];
    return b == '-' || (b >= '0' && b <= '9');
  }

  public boolean isObject(int field) {
    return bytes[from[field]] == '{';
  }

  /** A text's content, or any other value as it was written. */
  public String text(int field) {
    return isText(field)
        ? JsonText.decoded(bytes, from[field] + 1, to[field] - 1)
        : JsonText.utf8(bytes, from[field], to[field]);
  }
}
