package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonText;
import java.util.Arrays;
import java.util.function.Supplier;

/** Gathers the places of the events of one request that break no rule, each identity once. */
final class SlicesBuilder {
  private static final byte[] NO_ID = {};
  private static final byte[][] NO_IDS = {};
  private static final int[] NO_KEYS = {};
  private static final int EVENTS_EXPECTED = 16;

  private final EventLayout layout;
  private final boolean keyed;
  private final int eventsMax;
  private final SeenIds seen = new SeenIds();

  private byte[] body = {};
  private int count;
  private int duplicates;
  private int[] places = {};
  private int[] keys = NO_KEYS;
  private byte[][] newIds = NO_IDS;

  SlicesBuilder(Stream stream, EventLayout layout) {
    this.layout = layout;
    this.keyed = stream.key() == KeyStrategy.SESSION && layout.session() >= 0;
    this.eventsMax = stream.eventsMax();
  }

  /** Starts anew. The arrays go along with the slices, so each request has its own. */
  void begin(byte[] body) {
    this.body = body;
    count = 0;
    duplicates = 0;
    places = new int[2 * EVENTS_EXPECTED];
    keys = keyed ? new int[2 * EVENTS_EXPECTED] : NO_KEYS;
    newIds = NO_IDS;
    seen.clear(body, eventsMax);
  }

  Slices slices(Faults faults) {
    return new Slices(
        body,
        count,
        places,
        keys,
        newIds,
        duplicates,
        faults.rejected(),
        faults.violations(),
        faults.warnings());
  }

  /**
   * Gives the event its place unless its id is bad or stood in this request before.
   *
   * @param newId its id where it comes without one
   */
  void take(Fields fields, Supplier<byte[]> newId, Faults faults) {
    if (!fields.hasValue(layout.id())) {
      giveNewId(newId.get());
      keep(fields);
      return;
    }
    int first = firstWithThisId(fields, faults);
    if (first == count) {
      keep(fields);
    } else if (first >= 0) {
      compareWith(first, fields, faults);
    }
  }

  /**
   * The kept event with this id; the place this one would get where there is none; -1 where the id
   * is none.
   */
  private int firstWithThisId(Fields fields, Faults faults) {
    if (layout.source() >= 0) {
      return seen.firstWith(layout.idOf(fields).getBytes(UTF_8), count);
    }
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

  private void compareWith(int first, Fields fields, Faults faults) {
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

  private void keep(Fields fields) {
    if (2 * count == places.length) {
      grow();
    }
    places[2 * count] = fields.start();
    places[2 * count + 1] = fields.end();
    if (keys.length > 0) {
      keepKey(fields);
    }
    count++;
  }

  private void keepKey(Fields fields) {
    int session = layout.session();
    boolean there = fields.hasValue(session);
    int quote = there && fields.isText(session) ? 1 : 0;
    keys[2 * count] = there ? fields.from(session) + quote : -1;
    keys[2 * count + 1] = there ? fields.to(session) - quote : -1;
  }

  private void giveNewId(byte[] id) {
    if (newIds.length <= count) {
      int known = newIds.length;
      newIds = Arrays.copyOf(newIds, Math.max(places.length / 2, count + 1));
      Arrays.fill(newIds, known, newIds.length, NO_ID);
    }
    newIds[count] = id;
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
