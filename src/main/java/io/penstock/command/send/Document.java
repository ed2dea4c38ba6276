package io.penstock.command.send;

import io.penstock.command.client.CommandFailed;
import io.penstock.command.client.ExitCode;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.JsonText;
import io.penstock.event.json.MalformedJson;

/**
 * JSON texts that may run over lines, one after the other: an array of events, an envelope {@code
 * {"events": […]}}, or a single event each. Read whole, and given away only if all of it is JSON.
 */
final class Document implements EventSource {
  static final int BYTES_MAX = 128 << 20;

  private static final EventTaker NOBODY =
      new EventTaker() {
        @Override
        public void take(Slice event) {}

        @Override
        public void leave(Rejection rejection) {}
      };

  private final String name;
  private final byte[] bytes;
  private final JsonScanner scanner = new JsonScanner();
  private long line;
  private int lineKnownAt;

  /** {@code name} is the file's, for complaints. */
  Document(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public void each(EventTaker taker) throws CommandFailed, InterruptedException {
    walk(NOBODY);
    walk(taker);
  }

  private void walk(EventTaker taker) throws CommandFailed, InterruptedException {
    scanner.reset(bytes, 0, bytes.length);
    line = 1;
    lineKnownAt = 0;
    try {
      while (scanner.peek() >= 0) {
        walkText(taker);
      }
    } catch (MalformedJson malformed) {
      throw notJson(malformed);
    }
  }

  private void walkText(EventTaker taker)
      throws MalformedJson, CommandFailed, InterruptedException {
    if (scanner.peek() == '[') {
      walkArray(taker);
    } else if (Envelope.stepsInto(scanner)) {
      walkArray(taker);
      scanner.expect('}');
    } else {
      give(taker);
    }
  }

  private void walkArray(EventTaker taker)
      throws MalformedJson, CommandFailed, InterruptedException {
    scanner.expect('[');
    if (scanner.peek() == ']') {
      scanner.advance();
      return;
    }
    give(taker);
    while (scanner.peek() == ',') {
      scanner.advance();
      give(taker);
    }
    scanner.expect(']');
  }

  private void give(EventTaker taker) throws MalformedJson, CommandFailed, InterruptedException {
    scanner.peek();
    int from = scanner.position();
    scanner.skipValue();
    taker.take(new Slice(bytes, from, scanner.position(), lineAt(from)));
  }

  /** Offsets only grow, so each line break is counted once. */
  private long lineAt(int offset) {
    for (; lineKnownAt < offset; lineKnownAt++) {
      line += bytes[lineKnownAt] == '\n' ? 1 : 0;
    }
    return line;
  }

  private CommandFailed notJson(MalformedJson malformed) {
    return new CommandFailed(
        ExitCode.NOT_JSON,
        "%s is not JSON: at line %d, %s. Nothing was sent."
            .formatted(name, lineAt(malformed.offset()), malformed.what()),
        "It was read as one JSON text, because its first line is no JSON object by itself.");
  }

  @Override
  public Form form() {
    return Form.ARRAY;
  }

  @Override
  public double share() {
    return bytes.length == 0 ? 1 : (double) lineKnownAt / bytes.length;
  }

  /** An object whose only field is the array {@code events}, as the server understands it. */
  static final class Envelope {
    private Envelope() {}

    /** Moves on to the array; or answers false and moves nowhere. */
    static boolean stepsInto(JsonScanner scanner) throws MalformedJson {
      int start = scanner.peek() == '{' ? scanner.position() : -1;
      if (start < 0) {
        return false;
      }
      scanner.advance();
      int array = scanner.peek() == '"' && isEventsArray(scanner) ? scanner.position() : -1;
      boolean only = array >= 0 && endsAfterValue(scanner);
      scanner.rewind(only ? array : start);
      return only;
    }

    private static boolean isEventsArray(JsonScanner scanner) throws MalformedJson {
      int from = scanner.position() + 1;
      scanner.skipString();
      String name = JsonText.decoded(scanner.bytes(), from, scanner.position() - 1);
      scanner.expect(':');
      return name.equals("events") && scanner.peek() == '[';
    }

    private static boolean endsAfterValue(JsonScanner scanner) throws MalformedJson {
      scanner.skipValue();
      return scanner.peek() == '}';
    }
  }
}
