package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.JsonText;
import io.penstock.event.json.MalformedJson;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Finds the events of one stream in the bytes of a request and checks each, in one pass and without
 * building anything from them. Not thread-safe: each event loop has its own.
 */
public final class Slicer {
  /** The deepest nesting of an event. */
  public static final int LEVELS_MAX = 64;

  private static final byte[] NO_ID = {};
  private static final byte[][] NO_IDS = {};
  private static final int[] NO_KEYS = {};
  private static final int EVENTS_EXPECTED = 16;

  /** How the events stand in the request. */
  public enum Form {
    /**
     * One JSON text: an array of events, an envelope {@code {"events": […]}}, or a single event.
     */
    JSON,
    /** A JSON text on each line; a broken line costs that line. */
    LINES
  }

  /** More events than one request may hold. */
  public static final class TooManyEvents extends Exception {
    TooManyEvents(int eventsMax) {
      super("more than " + eventsMax + " events in one request", null, false, false);
    }
  }

  private final Stream stream;
  private final EventLayout layout;
  private final EventRules rules;
  private final RandomGenerator random;
  private final JsonScanner scanner = new JsonScanner();
  private final Fields fields;
  private final SeenIds seen = new SeenIds();
  private final Faults faults = new Faults();
  private final Supplier<String> idAtHand = this::idAtHand;

  private byte[] body = {};
  private String tenant = "";
  private long nowMicros;
  private int index;
  private int count;
  private int duplicates;
  private int[] places = {};
  private int[] keys = NO_KEYS;
  private byte[][] newIds = NO_IDS;

  public Slicer(Stream stream, RandomGenerator random) {
    this.stream = stream;
    this.layout = EventLayout.of(stream);
    this.rules = layout.rulesOf(stream);
    this.fields = new Fields(layout.names(), stream.eventBytesMax());
    this.random = random;
  }

  /**
   * Slices {@code body}, which must not change as long as the slices live.
   *
   * @throws MalformedJson where the request as a whole is not JSON; then nothing of it may be kept
   * @throws TooManyEvents likewise
   */
  public Slices slice(byte[] body, Form form, String tenant, long nowMicros)
      throws MalformedJson, TooManyEvents {
    this.body = body;
    this.tenant = tenant;
    this.nowMicros = nowMicros;
    scanner.reset(body, 0, body.length);
    begin();
    switch (form) {
      case JSON -> sliceText();
      case LINES -> sliceLines();
    }
    return new Slices(
        body, count, places, keys, newIds, duplicates, faults.rejected(), faults.violations());
  }

  private void begin() {
    index = 0;
    count = 0;
    duplicates = 0;
    places = new int[2 * EVENTS_EXPECTED];
    keys =
        stream.key() == KeyStrategy.SESSION && layout.session() >= 0
            ? new int[2 * EVENTS_EXPECTED]
            : NO_KEYS;
    newIds = NO_IDS;
    seen.clear(body, stream.eventsMax());
    faults.clear();
  }

  private void sliceText() throws MalformedJson, TooManyEvents {
    switch (scanner.peek()) {
      case -1 -> throw scanner.unexpected("an event");
      case '[' -> sliceArray();
      case '{' -> {
        if (!sliceEnvelope()) {
          scanner.rewind(0);
          begin();
          takeEvent();
        }
      }
      default -> takeEvent();
    }
    scanner.expectEnd();
  }

  private void sliceArray() throws MalformedJson, TooManyEvents {
    scanner.expect('[');
    if (scanner.peek() == ']') {
      scanner.advance();
      return;
    }
    while (true) {
      takeEvent();
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
    scanner.expect('{');
    if (scanner.peek() != '"') {
      return false;
    }
    int from = scanner.position();
    scanner.skipString();
    if (!JsonText.decoded(body, from + 1, scanner.position() - 1).equals("events")) {
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
        takeLine(line, from);
      }
      from = to + 1;
    }
  }

  private void takeLine(int line, int from) throws TooManyEvents {
    try {
      boolean object = scanEvent();
      scanner.expectEnd();
      take(object);
    } catch (MalformedJson malformed) {
      faults.add(
          "malformed",
          "line " + line + ", byte " + (malformed.offset() - from) + ": " + malformed.what());
    }
  }

  private void takeEvent() throws MalformedJson, TooManyEvents {
    take(scanEvent());
  }

  /** Moves past the next event; answers whether it is an object, whose fields are known then. */
  private boolean scanEvent() throws MalformedJson, TooManyEvents {
    if (index == stream.eventsMax()) {
      throw new TooManyEvents(stream.eventsMax());
    }
    faults.begin(index++);
    boolean object = scanner.peek() == '{';
    if (object) {
      fields.read(scanner);
    } else {
      scanner.skipValue();
    }
    return object;
  }

  private void take(boolean object) {
    if (object) {
      takeFields();
    } else {
      faults.add("not_an_object", "an event must be a JSON object");
    }
  }

  private void takeFields() {
    faults.identify(idAtHand);
    checkShape();
    rules.check(fields, tenant, nowMicros, faults);
    checkType();
    checkTime();
    if (faults.isEmpty()) {
      takeIdentified();
    }
  }

  private String idAtHand() {
    int id = layout.id();
    boolean readable = fields.has(id) && (fields.isText(id) || fields.isNumber(id));
    return readable ? abridged(fields.text(id)) : "";
  }

  private static String abridged(String text) {
    if (text.length() <= EventId.BYTES_MAX) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(EventId.BYTES_MAX - 1));
    return text.substring(0, pair ? EventId.BYTES_MAX - 1 : EventId.BYTES_MAX) + "…";
  }

  private void checkShape() {
    int bytes = fields.end() - fields.start();
    if (bytes > stream.eventBytesMax()) {
      faults.add(
          "event_too_large",
          "the event has " + bytes + " bytes, at most " + stream.eventBytesMax() + " are allowed");
    }
    if (fields.deepest() > LEVELS_MAX) {
      faults.add(
          "nested_too_deep",
          "the event is nested "
              + fields.deepest()
              + " levels deep, at most "
              + LEVELS_MAX
              + " are allowed");
    }
    if (fields.hasRepeatedName()) {
      faults.add(
          "duplicate_field", abridged(fields.repeatedName()), "the field stands more than once");
    }
  }

  private void checkType() {
    int type = layout.type();
    if (stream.kind() == Stream.Kind.OPEN && type >= 0 && fields.hasValue(type)) {
      if (!fields.isText(type) || !isShort(type)) {
        faults.add(
            "field_invalid",
            fields.name(type),
            fields.name(type) + " must be text of at most " + EventId.BYTES_MAX + " bytes");
      }
    }
  }

  /** Escapes make a text longer than it is, so it is decoded before it is found too long. */
  private boolean isShort(int field) {
    return fields.to(field) - fields.from(field) - 2 <= EventId.BYTES_MAX
        || fields.text(field).getBytes(UTF_8).length <= EventId.BYTES_MAX;
  }

  private void checkTime() {
    int time = layout.time();
    if (stream.kind() == Stream.Kind.OPEN && time >= 0 && fields.hasValue(time)) {
      if (EventTime.micros(fields, time) == Rfc3339.NONE) {
        faults.add(
            "field_invalid", fields.name(time), fields.name(time) + " must be " + EventTime.WANTED);
      }
    }
  }

  /** Gives the event its place unless its id is bad or stood in this request before. */
  private void takeIdentified() {
    if (!fields.hasValue(layout.id())) {
      giveNewId();
      keep();
      return;
    }
    int first = firstWithThisId();
    if (first == count) {
      keep();
    } else if (first >= 0) {
      compareWith(first);
    }
  }

  /**
   * The kept event with this id; the place this one would get where there is none; -1 where the id
   * is none.
   */
  private int firstWithThisId() {
    int id = layout.id();
    boolean text = fields.isText(id);
    int from = fields.from(id) + (text ? 1 : 0);
    int to = fields.to(id) - (text ? 1 : 0);
    if (text ? !isPlainId(from, to) : !isInteger(from, to)) {
      String decoded = text ? JsonText.decoded(body, from, to) : "";
      if (!EventId.isLawful(decoded)) {
        faults.add(
            "id_invalid",
            fields.name(id),
            fields.name(id)
                + " must be text of 1 to "
                + EventId.BYTES_MAX
                + " bytes without control characters, or an integer");
        return -1;
      }
      byte[] utf8 = decoded.getBytes(UTF_8);
      return seen.firstWith(utf8, count);
    }
    return seen.firstWith(from, to, count);
  }

  /** Whether the text is an id as it stands, which most are: short, plain ASCII. */
  private boolean isPlainId(int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] < ' ' || body[i] == 0x7f || body[i] == '\\') {
        return false;
      }
    }
    return to > from && to - from <= EventId.BYTES_MAX;
  }

  private boolean isInteger(int from, int to) {
    for (int i = body[from] == '-' ? from + 1 : from; i < to; i++) {
      if (body[i] < '0' || body[i] > '9') {
        return false;
      }
    }
    return to - from <= EventId.BYTES_MAX;
  }

  private void compareWith(int first) {
    if (Arrays.equals(
        body, fields.start(), fields.end(), body, places[2 * first], places[2 * first + 1])) {
      duplicates++;
    } else {
      faults.add(
          "id_conflict",
          fields.name(layout.id()),
          "an earlier event of this request has the same id and other bytes");
    }
  }

  private void keep() {
    if (2 * count == places.length) {
      grow();
    }
    places[2 * count] = fields.start();
    places[2 * count + 1] = fields.end();
    if (keys.length > 0) {
      keepKey();
    }
    count++;
  }

  private void keepKey() {
    int session = layout.session();
    boolean keyed = fields.hasValue(session);
    int quote = keyed && fields.isText(session) ? 1 : 0;
    keys[2 * count] = keyed ? fields.from(session) + quote : -1;
    keys[2 * count + 1] = keyed ? fields.to(session) - quote : -1;
  }

  private void giveNewId() {
    if (newIds.length <= count) {
      int known = newIds.length;
      newIds = Arrays.copyOf(newIds, Math.max(places.length / 2, count + 1));
      Arrays.fill(newIds, known, newIds.length, NO_ID);
    }
    newIds[count] = EventId.uuid7(nowMicros / 1_000, random);
  }

  private void grow() {
    places = Arrays.copyOf(places, places.length * 2);
    keys = keys.length == 0 ? keys : Arrays.copyOf(keys, keys.length * 2);
    if (newIds.length > 0) {
      int known = newIds.length;
      newIds = Arrays.copyOf(newIds, Math.max(known, places.length / 2));
      Arrays.fill(newIds, known, newIds.length, NO_ID);
    }
  }
}
