package io.penstock.ingest.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a request as JSON arrays. Where one is full the next begins: what an exporter sends
 * at once may be more than a stream takes at once, and exporters drop what is refused.
 */
final class EventParts {
  private final int eventsMax;
  private final BoundedBytes bytes;
  private final JsonGenerator json;
  private final List<byte[]> parts = new ArrayList<>();
  private int events;

  EventParts(int eventsMax, long bytesMax) throws IOException {
    this.eventsMax = eventsMax;
    this.bytes = new BoundedBytes(bytesMax);
    this.json = OtlpJson.FACTORY.createGenerator(bytes);
    json.writeStartArray();
  }

  /** Where the members of the events are written. */
  JsonGenerator json() {
    return json;
  }

  void beginEvent() throws IOException {
    if (events == eventsMax) {
      endPart();
      json.writeStartArray();
    }
    events++;
    json.writeStartObject();
  }

  void endEvent() throws IOException {
    json.writeEndObject();
  }

  private void endPart() throws IOException {
    json.writeEndArray();
    json.flush();
    parts.add(bytes.take());
    events = 0;
  }

  List<byte[]> finish() throws IOException {
    endPart();
    json.close();
    return parts;
  }
}
