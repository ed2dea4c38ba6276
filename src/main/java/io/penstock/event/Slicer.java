package io.penstock.event;

import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.JsonText;
import io.penstock.event.json.MalformedJson;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds the events of one stream in the bytes of a request and checks each, in one pass and without
 * building anything from them. Not thread-safe: each event loop has its own.
 */
public final class Slicer {
  /** How the events stand in the request. */
  public enum Form {
    /**
     * One JSON text: an array of events, an envelope {@code {"events": […]}}, or a single event.
     */
    JSON,
    /** A JSON text on each line; a broken line costs that line. */
    LINES,
    /** One JSON text: a single event. */
    SINGLE,
    /** One JSON text: an array of events. */
    ARRAY
  }

  /** More events than one request may hold. */
  public static final class TooManyEvents extends Exception {
    TooManyEvents(int eventsMax) {
      super("more than " + eventsMax + " events in one request", null, false, false);
    }
  }

  private static final int NO_LINE = 0;

  private final EventChecker events;
  private final JsonScanner scanner = new JsonScanner();
  private byte[] body = {};

  public Slicer(Stream stream, RandomGenerator random) {
    this.events = new EventChecker(stream, random);
  }

  /**
   * Slices {@code body}, which must not change as long as the slices live.
   *
   * @param idempotencyKey the sender's word for this request, where it has one: with it, events
   *     without an id get the same ids when the request is repeated
   * @throws MalformedJson where the request as a whole is not JSON; then nothing of it may be kept
   * @throws TooManyEvents likewise
   */
  public Slices slice(
      byte[] body, Form form, String tenant, long nowMicros, Optional<String> idempotencyKey)
      throws MalformedJson, TooManyEvents {
    begin(body, tenant, nowMicros, idempotencyKey);
    switch (form) {
      case JSON -> sliceText();
      case LINES -> sliceLines();
      case SINGLE -> takeOnly();
      case ARRAY -> {
        sliceArray();
        scanner.expectEnd();
      }
    }
    return events.slices();
  }

  /**
   * Likewise, where the events are known to stand at these {@code places}, from and to in turn: a
   * JSON text at each. A broken one costs that event.
   */
  public Slices slice(
      byte[] body, int[] places, String tenant, long nowMicros, Optional<String> idempotencyKey)
      throws TooManyEvents {
    begin(body, tenant, nowMicros, idempotencyKey);
    for (int i = 0; i < places.length; i += 2) {
      scanner.reset(body, places[i], places[i + 1]);
      takeText(NO_LINE, places[i]);
    }
    return events.slices();
  }

  private void begin(byte[] body, String tenant, long nowMicros, Optional<String> idempotencyKey) {
    this.body = body;
    scanner.reset(body, 0, body.length);
    events.begin(body, tenant, nowMicros, idempotencyKey);
  }

  /**
   * Whether a text of {@link Form#JSON} that begins like this holds one event, if it holds any:
   * neither an array nor an envelope.
   */
  public static boolean isOneEvent(byte[] beginning) {
    var scanner = new JsonScanner();
    scanner.reset(beginning, 0, beginning.length);
    try {
      return switch (scanner.peek()) {
        case -1, '[' -> false;
        case '{' -> scanner.remaining() > 1 && !beginsEnvelope(scanner, beginning);
        default -> true;
      };
    } catch (MalformedJson torn) {
      return false;
    }
  }

  /** Moves past the brace and the first name, if it is {@code events}. */
  private static boolean beginsEnvelope(JsonScanner scanner, byte[] text) throws MalformedJson {
    scanner.expect('{');
    if (scanner.peek() != '"') {
      return false;
    }
    int from = scanner.position();
    scanner.skipString();
    return JsonText.decoded(text, from + 1, scanner.position() - 1).equals("events");
  }

  private void sliceText() throws MalformedJson, TooManyEvents {
    switch (scanner.peek()) {
      case -1 -> throw scanner.unexpected("an event");
      case '[' -> {
        sliceArray();
        scanner.expectEnd();
      }
      case '{' -> {
        if (sliceEnvelope()) {
          scanner.expectEnd();
        } else {
          scanner.rewind(0);
          events.beginAgain();
          takeOnly();
        }
      }
      default -> takeOnly();
    }
  }

  /** The whole text is one event; one that is too large need not be read to be refused. */
  private void takeOnly() throws MalformedJson, TooManyEvents {
    scanner.peek();
    if (!events.refuseIfTooLarge(scanner.remaining())) {
      events.takeNext(scanner);
      scanner.expectEnd();
    }
  }

  private void sliceArray() throws MalformedJson, TooManyEvents {
    scanner.expect('[');
    if (scanner.peek() == ']') {
      scanner.advance();
      return;
    }
    while (true) {
      events.takeNext(scanner);
      int b = scanner.peek();
      if (b != ',' && b != ']') {
        throw scanner.unexpected("',' or ']'");
      }
      scanner.advance();
      if (b == ']') {
        return;
      }
    }
  }

  /**
   * Takes the object for an envelope, whose only field is the array {@code events}. Answers false
   * where it turns out to be an event.
   */
  private boolean sliceEnvelope() throws MalformedJson, TooManyEvents {
    if (!beginsEnvelope(scanner, body)) {
      return false;
    }
    scanner.expect(':');
    if (scanner.peek() != '[') {
      return false;
    }
    if (!sliceEventsOfEnvelope()) {
      return false;
    }
    scanner.expect('}');
    return true;
  }

  /** Answers false where another field follows; then it was no envelope, however many it holds. */
  private boolean sliceEventsOfEnvelope() throws MalformedJson, TooManyEvents {
    int array = scanner.position();
    try {
      sliceArray();
    } catch (TooManyEvents tooMany) {
      scanner.rewind(array);
      scanner.skipValue();
      if (scanner.peek() != ',') {
        throw tooMany;
      }
    }
    return scanner.peek() != ',';
  }

  private void sliceLines() throws TooManyEvents {
    int line = 1;
    for (int from = 0; from < body.length; line++) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      scanner.reset(body, from, to);
      if (scanner.peek() >= 0) {
        takeText(line, from);
      }
      from = to + 1;
    }
  }

  /** What the scanner has is one event, or none, which costs the sender that one. */
  private void takeText(int line, int from) throws TooManyEvents {
    try {
      boolean object = events.scan(scanner);
      scanner.expectEnd();
      events.take(object);
    } catch (MalformedJson malformed) {
      events.refuseMalformed(
          (line == NO_LINE ? "" : "line " + line + ", ")
              + "byte "
              + (malformed.offset() - from)
              + ": "
              + malformed.what());
    }
  }
}
