package io.penstock.event.json;

/**
 * Moves over one JSON text (RFC 8259) in UTF-8 bytes and builds nothing. Strict: no comments, no
 * trailing commas, no leading zeros, no control characters or malformed UTF-8 in strings. Lone
 * surrogates written as escapes are lawful JSON and pass.
 *
 * <p>Not thread-safe; made once and reset for each text. Nesting costs one bit a level, so no depth
 * can exhaust the stack; {@link #deepest()} tells how deep the last value went.
 */
public final class JsonScanner {
  private byte[] bytes = {};
  private int position;
  private int end;
  private int deepest;

  /** One bit a level: set inside an object, clear inside an array. */
  private long[] inObject = new long[4];

  /** Starts anew on {@code bytes[from, to)}. */
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** The offset of the next byte, in the whole array. */
  public int position() {
    return position;
  }

  /** Levels of nesting in the last value skipped: 0 for a scalar, 1 for {@code []}. */
  public int deepest() {
    return deepest;
  }

  /** The next byte that is not white space, not yet consumed; -1 at the end. */
  public int peek() {
    while (position < end) {
      byte b = bytes[position];
      if (b > ' ' || !isSpace(b)) {
        return b & 0xff;
      }
      position++;
    }
    return -1;
  }

  /** Bytes from here to the last that is not white space. */
  public int remaining() {
    int last = end;
    while (last > position && isSpace(bytes[last - 1])) {
      last--;
    }
    return last - position;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Consumes the byte that {@link #peek} showed. */
  public void advance() {
    position++;
  }

  /** Goes back to an offset that was passed before. */
  public void rewind(int offset) {
    position = offset;
  }

  /** Consumes {@code wanted}, after white space. */
  public void expect(char wanted) throws MalformedJson {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    position++;
  }

  /** Nothing but white space may follow. */
  public void expectEnd() throws MalformedJson {
    if (peek() != -1) {
      throw unexpected("the end");
    }
  }

  /** Moves past one value of any kind. */
  public void skipValue() throws MalformedJson {
    deepest = 0;
    int depth = 0;
    do {
      switch (peek()) {
        case '{' -> {
          depth = push(depth, true);
          if (opensEmpty('}')) {
            depth--;
          } else {
            skipName();
            continue;
          }
        }
        case '[' -> {
          depth = push(depth, false);
          if (opensEmpty(']')) {
            depth--;
          } else {
            continue;
          }
        }
        default -> skipScalar();
      }
      depth = closeWhatEnds(depth);
    } while (depth > 0);
  }

  /**
   * After a value inside {@code depth} levels: closes those that end here, or steps to the next
   * member.
   */
  private int closeWhatEnds(int depth) throws MalformedJson {
    int open = depth;
    while (open > 0) {
      boolean object = isObject(open);
      int b = peek();
      if (b == ',') {
        position++;
        if (object) {
          skipName();
        }
        return open;
      }
      if (b != (object ? '}' : ']')) {
        throw unexpected(object ? "',' or '}'" : "',' or ']'");
      }
      position++;
      open--;
    }
    return 0;
  }

  private boolean opensEmpty(char close) {
    position++;
    if (peek() != close) {
      return false;
    }
    position++;
    return true;
  }

  private void skipName() throws MalformedJson {
    if (peek() != '"') {
      throw unexpected("a field name");
    }
    skipString();
    expect(':');
  }

  private int push(int depth, boolean object) {
    int level = depth + 1;
    int word = level >>> 6;
    if (word == inObject.length) {
      inObject = java.util.Arrays.copyOf(inObject, word * 2);
    }
    long bit = 1L << level;
    inObject[word] = object ? inObject[word] | bit : inObject[word] & ~bit;
    deepest = Math.max(deepest, level);
    return level;
  }

  private boolean isObject(int level) {
    return (inObject[level >>> 6] & (1L << level)) != 0;
  }

  private void skipScalar() throws MalformedJson {
    int b = peek();
    switch (b) {
      case '"' -> skipString();
      case 't' -> skipLiteral("true");
      case 'f' -> skipLiteral("false");
      case 'n' -> skipLiteral("null");
      default -> {
        if (b != '-' && !isDigit(b)) {
          throw unexpected("a value");
        }
        skipNumber();
      }
    }
  }

  private void skipLiteral(String literal) throws MalformedJson {
    for (int i = 0; i < literal.length(); i++) {
      if (byteAt(position) != literal.charAt(i)) {
        throw unexpected(literal);
      }
      position++;
    }
  }

  private void skipNumber() throws MalformedJson {
    if (bytes[position] == '-') {
      position++;
    }
    if (byteAt(position) == '0') {
      position++;
    } else {
      skipDigits();
    }
    if (byteAt(position) == '.') {
      position++;
      skipDigits();
    }
    if ((byteAt(position) | 0x20) == 'e') {
      position++;
      if (byteAt(position) == '+' || byteAt(position) == '-') {
        position++;
      }
      skipDigits();
    }
  }

  private void skipDigits() throws MalformedJson {
    if (!isDigit(byteAt(position))) {
      throw unexpected("a digit");
    }
    do {
      position++;
    } while (isDigit(byteAt(position)));
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /**
   * Moves past a string; the opening quote is the next byte. Answers whether it holds an escape.
   */
  public boolean skipString() throws MalformedJson {
    byte[] text = bytes;
    int at = position + 1;
    boolean escaped = false;
    while (true) {
      at = PlainText.end(text, at, end);
      int b = at < end ? text[at] : -1;
      if (b == '"') {
        position = at + 1;
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        at = skipEscape(at);
      } else if (b < 0 && at < end) {
        at = Utf8.skip(text, at, end);
      } else {
        throw new MalformedJson(
            at, at < end ? "a control character in a string" : "a string that does not end");
      }
    }
  }

  private int skipEscape(int at) throws MalformedJson {
    return switch (byteAt(at + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> skipHex(at + 2);
      default -> throw new MalformedJson(at, "an unknown escape");
    };
  }

  private int skipHex(int at) throws MalformedJson {
    for (int i = at; i < at + 4; i++) {
      if (Character.digit(byteAt(i), 16) < 0) {
        throw new MalformedJson(i, "an escape that is not \\u and four hexadecimal digits");
      }
    }
    return at + 4;
  }

  /** The byte there, unsigned; -1 past the end. */
  private int byteAt(int at) {
    return at < end ? bytes[at] & 0xff : -1;
  }

  /** A complaint about the next byte. */
  public MalformedJson unexpected(String wanted) {
    int b = byteAt(position);
    String found =
        b < 0
            ? "the end"
            : b > ' ' && b < 0x7f ? "'" + (char) b + "'" : "byte 0x" + Integer.toHexString(b);
    return new MalformedJson(position, "expected " + wanted + ", found " + found);
  }
}
