package io.penstock.sink.clickhouse;

import io.penstock.event.json.Fields;
import java.io.ByteArrayOutputStream;

/** JSON put together for a column or a row. */
final class Json {
  private static final byte[] NOTHING = {'{', '}'};

  private Json() {}

  /** An object of those fields that have no place of their own, as the sender wrote them. */
  static byte[] others(Fields event) {
    if (event.others() == 0) {
      return NOTHING;
    }
    var json = new ByteArrayOutputStream();
    json.write('{');
    for (int i = 0; i < event.others(); i++) {
      if (i > 0) {
        json.write(',');
      }
      json.write(event.bytes(), event.otherFrom(i), event.otherTo(i) - event.otherFrom(i));
    }
    json.write('}');
    return json.toByteArray();
  }
}
