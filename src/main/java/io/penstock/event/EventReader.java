package io.penstock.event;

import io.penstock.event.cloudevents.Attributes;
import io.penstock.event.json.Fields;
import io.penstock.event.json.JsonScanner;
import io.penstock.event.json.JsonText;
import io.penstock.event.json.MalformedJson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of one stream back into events. Not thread-safe. */
public final class EventReader {
  private static final @Nullable Object[] NO_COLUMNS = {};
  private static final byte[] NOTHING = {};

  private final EventLayout layout;
  private final Fields fields;
  private final String tenantOtherwise;
  private final JsonScanner scanner = new JsonScanner();
  private final RecentTexts types = new RecentTexts();
  private byte[] packed = NOTHING;
  private RequestStamp stamp;

  /** {@code tenantOtherwise} owns records that did not come through our door. */
  public EventReader(Stream stream, String tenantOtherwise) {
    this.layout = EventLayout.of(stream);
    this.fields = new Fields(layout.names(), 0);
    this.tenantOtherwise = tenantOtherwise;
    this.stamp = new RequestStamp(tenantOtherwise, 0, "", "");
  }

  /**
   * The bytes of a whole event: in the binary mode of CloudEvents the value alone is its data.
   *
   * @param attributes null where the record has none beside its value
   */
  public byte[] whole(byte[] value, @Nullable Attributes attributes) {
    return attributes == null || layout.source() < 0 ? value : attributes.jsonWith(value);
  }

  /**
   * The event in a record.
   *
   * @param packedStamp the stamp's header, null where the record has none
   * @param idHeader the id's header, null where the record has none
   * @param place what the id of an event that has none anywhere begins with; the offset follows
   * @throws MalformedJson where the record is no JSON object, or one that is nested deeper than any
   *     that comes through our door: what reads it later may be less patient
   */
  public Event read(
      long offset,
      long timestampMillis,
      byte[] data,
      byte @Nullable [] packedStamp,
      byte @Nullable [] idHeader,
      String place)
      throws MalformedJson {
    scanner.reset(data, 0, data.length);
    fields.read(scanner);
    scanner.expectEnd();
    checkNesting();
    stampOf(packedStamp, timestampMillis);
    return new Event(
        offset,
        stamp.tenant(),
        idOf(idHeader, place, offset),
        typeOf(),
        timeOf(stamp.receivedAtMicros()),
        stamp.receivedAtMicros(),
        data,
        columns());
  }

  private void checkNesting() throws MalformedJson {
    if (fields.deepest() > CommonRules.LEVELS_MAX) {
      throw new MalformedJson(
          0,
          "nested %d levels deep, at most %d are allowed"
              .formatted(fields.deepest(), CommonRules.LEVELS_MAX));
    }
  }

  /**
   * Records of one request follow each other, so the last stamp is nearly always the next one too.
   */
  private void stampOf(byte @Nullable [] packedStamp, long timestampMillis) {
    if (packedStamp == null) {
      packed = NOTHING;
      stamp = new RequestStamp(tenantOtherwise, timestampMillis * 1_000, "", "");
    } else if (packed.length == 0 || !Arrays.equals(packed, packedStamp)) {
      Optional<RequestStamp> unpacked = RequestStamp.unpacked(packedStamp);
      packed = unpacked.isPresent() ? packedStamp : NOTHING;
      stamp =
          unpacked.orElseGet(
              () -> new RequestStamp(tenantOtherwise, timestampMillis * 1_000, "", ""));
    }
  }

  private String idOf(byte @Nullable [] idHeader, String place, long offset) {
    if (layout.hasId(fields)) {
      return layout.idOf(fields);
    }
    return idHeader == null ? place + offset : JsonText.utf8(idHeader, 0, idHeader.length);
  }

  private String typeOf() {
    int type = layout.type();
    return type >= 0 && fields.hasValue(type) ? types.of(fields, type) : "";
  }

  private long timeOf(long otherwise) {
    int time = layout.time();
    long micros =
        time >= 0 && fields.hasValue(time) ? EventTime.micros(fields, time) : Rfc3339.NONE;
    return micros == Rfc3339.NONE ? otherwise : micros;
  }

  private @Nullable Object[] columns() {
    List<Column> columns = layout.columns();
    if (columns.isEmpty()) {
      return NO_COLUMNS;
    }
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i).type(), layout.columnFields()[i]);
    }
    return values;
  }

  private @Nullable Object value(Column.Type type, int field) {
    if (!fields.hasValue(field)) {
      return null;
    }
    return switch (type) {
      case TEXT -> fields.text(field);
      case JSON -> JsonText.utf8(fields.bytes(), fields.from(field), fields.to(field));
      case NUMBER -> fields.isNumber(field) ? (Object) Double.valueOf(fields.text(field)) : null;
    };
  }
}
