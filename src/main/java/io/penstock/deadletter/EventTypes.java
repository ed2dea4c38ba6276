package io.penstock.deadletter;

import io.penstock.event.EventReader;
import io.penstock.event.Stream;
import io.penstock.event.json.MalformedJson;
import io.penstock.log.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the types of dead events, as far as they can be read. Not thread-safe. */
public final class EventTypes {
  private static final int CHARS_MAX = 128;

  private final Map<String, EventReader> readers = new HashMap<>();

  public EventTypes(List<Stream> streams) {
    streams.forEach(stream -> readers.put(stream.topic(), new EventReader(stream, "")));
  }

  /** Empty where the event has none, and where it is no event: that may be why it died. */
  public String typeOf(LogRecord letter, String originTopic) {
    EventReader reader = readers.get(originTopic);
    byte[] value = letter.value();
    if (reader == null || value == null) {
      return "";
    }
    try {
      byte[] whole = reader.whole(value, letter.attributes());
      String type =
          reader
              .read(letter.offset(), letter.timestampMillis(), whole, null, letter.id(), "")
              .type();
      return type.length() <= CHARS_MAX ? type : type.substring(0, CHARS_MAX);
    } catch (MalformedJson | RuntimeException unreadable) {
      return "";
    }
  }
}
