package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.json.Fields;

/**
 * The rules that events of every stream must keep: size, nesting, names, and readable type and
 * time.
 */
final class CommonRules {
  /** The deepest nesting of an event. */
  static final int LEVELS_MAX = 64;

  private static final int SESSION_BYTES_MAX = 1_024;

  private final Stream stream;
  private final EventLayout layout;

  CommonRules(Stream stream, EventLayout layout) {
    this.stream = stream;
    this.layout = layout;
  }

  void check(Fields fields, Faults faults) {
    checkShape(fields, faults);
    if (stream.kind() == Stream.Kind.OPEN || stream.kind() == Stream.Kind.METRICS) {
      checkType(fields, faults);
      checkSession(fields, faults);
      checkTime(fields, faults);
    }
  }

  private void checkShape(Fields fields, Faults faults) {
    checkSize(fields.end() - fields.start(), faults);
    checkNesting(fields.deepest(), faults);
    if (fields.hasRepeatedName()) {
      faults.add(
          "duplicate_field",
          EventId.abridged(fields.repeatedName()),
          "the field stands more than once");
    }
  }

  void checkSize(int bytes, Faults faults) {
    if (bytes > stream.eventBytesMax()) {
      faults.add(
          "event_too_large",
          "the event has " + bytes + " bytes, at most " + stream.eventBytesMax() + " are allowed");
    }
  }

  void checkNesting(int levels, Faults faults) {
    if (levels > LEVELS_MAX) {
      faults.add(
          "nested_too_deep",
          "the event is nested " + levels + " levels deep, at most " + LEVELS_MAX + " are allowed");
    }
  }

  private void checkType(Fields fields, Faults faults) {
    int type = layout.type();
    if (type >= 0 && fields.hasValue(type)) {
      if (!fields.isText(type) || !isShort(fields, type)) {
        faults.add(
            "field_invalid",
            fields.name(type),
            fields.name(type) + " must be text of at most " + EventId.BYTES_MAX + " bytes");
      }
    }
  }

  /** The session is the record's key, which has its own place in the log's limits. */
  private void checkSession(Fields fields, Faults faults) {
    int session = layout.session();
    if (session >= 0 && fields.hasValue(session)) {
      int quotes = fields.isText(session) ? 2 : 0;
      if (fields.to(session) - fields.from(session) - quotes > SESSION_BYTES_MAX) {
        faults.add(
            "field_invalid",
            fields.name(session),
            fields.name(session) + " must have at most " + SESSION_BYTES_MAX + " bytes");
      }
    }
  }

  /** Escapes make a text longer than it is, so it is decoded before it is found too long. */
  private static boolean isShort(Fields fields, int field) {
    return fields.to(field) - fields.from(field) - 2 <= EventId.BYTES_MAX
        || fields.text(field).getBytes(UTF_8).length <= EventId.BYTES_MAX;
  }

  private void checkTime(Fields fields, Faults faults) {
    int time = layout.time();
    if (time >= 0 && fields.hasValue(time)) {
      if (EventTime.micros(fields, time) == Rfc3339.NONE) {
        faults.add(
            "field_invalid", fields.name(time), fields.name(time) + " must be " + EventTime.WANTED);
      }
    }
  }
}
