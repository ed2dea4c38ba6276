package io.penstock.sink.opensearch;

import io.penstock.event.json.ByteHash;
import io.penstock.event.json.SeenNames;

/**
 * An event as OpenSearch can search it. Lawful JSON may hold what that refuses: names that stand
 * twice in one object, lone surrogates, texts and names longer than a term of its index can be,
 * numbers of a thousand digits. Nearly no event has any of these, and goes as it is; {@link
 * TamedJson} sees to the others. Every event's own bytes stand beside it in {@code data}.
 *
 * <p>Not thread-safe; keeps no more than the names of one event.
 */
final class SearchableJson {
  private static final int NAME_BYTES_SAFE = 128;
  private static final int TEXT_BYTES_SAFE = 4_096;
  private static final int NUMBER_BYTES_SAFE = 300;
  private static final int LEVELS = 65;
  private static final long TIMES = 0x9E3779B97F4A7C15L;

  private final long[] objects = new long[LEVELS];
  private final SeenNames names = new SeenNames();
  private byte[] json = {};

  /** Writes an event, which is well-formed and nested as deep as the door allows. */
  void write(byte[] event, LineBytes out) {
    if (isPlain(event)) {
      out.oneLine(event);
    } else {
      out.add(TamedJson.of(event));
    }
  }

  private boolean isPlain(byte[] event) {
    names.clear();
    json = event;
    long made = 0;
    int depth = 0;
    int at = 0;
    while (at < json.length) {
      byte b = json[at];
      switch (b) {
        case '{' -> {
          objects[++depth] = ++made;
          at++;
        }
        case '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> {
          int end = endOfText(at + 1);
          if (end < 0 || !isTextPlain(at + 1, end, objects[depth])) {
            return false;
          }
          at = end + 1;
        }
        default -> {
          int end = isOfNumber(b) ? endOfNumber(at) : at + 1;
          if (end - at > NUMBER_BYTES_SAFE) {
            return false;
          }
          at = end;
        }
      }
    }
    return true;
  }

  /** Where the closing quote is; -1 where a surrogate is written as an escape. */
  private int endOfText(int from) {
    int at = from;
    while (json[at] != '"') {
      if (json[at] != '\\') {
        at++;
      } else if (json[at + 1] == 'u' && (json[at + 2] | 0x20) == 'd' && json[at + 3] >= '8') {
        return -1;
      } else {
        at += 2;
      }
    }
    return at;
  }

  private boolean isTextPlain(int from, int end, long object) {
    int next = end + 1;
    while (next < json.length && json[next] <= ' ') {
      next++;
    }
    boolean isName = next < json.length && json[next] == ':';
    return isName
        ? end - from <= NAME_BYTES_SAFE && isNew(from, end, object)
        : end - from <= TEXT_BYTES_SAFE;
  }

  /**
   * A name with an escape may be another's that has none, so it passes for known. The hash is mixed
   * with the object's number: the same name in another object is another one.
   */
  private boolean isNew(int from, int end, long object) {
    for (int i = from; i < end; i++) {
      if (json[i] == '\\') {
        return false;
      }
    }
    return names.add(json, from, end, ByteHash.of(json, from, end) ^ (object * TIMES));
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || (b | 0x20) == 'e';
  }

  private int endOfNumber(int from) {
    int at = from;
    while (at < json.length && isOfNumber(json[at])) {
      at++;
    }
    return at;
  }
}
