package io.penstock.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that come at once as JSON arrays. Where one is full the next begins: they may be more than
 * a stream takes at once, and who sends them drops what is refused.
 */
public final class EventParts {
  private static final JsonFactory JSON = new JsonFactory();

  private final int eventsMax;
  private final BoundedBytes bytes;
  private final JsonGenerator json;
  private final List<byte[]> parts = new ArrayList<>();
  private int events;

  /**
   * {@code eventsMax} bounds one part, {@code bytesMax} all of them: what is more throws {@link
   * BoundedBytes.Full} where it is written.
   */
  public EventParts(int eventsMax, long bytesMax) throws IOException {
    this.eventsMax = eventsMax;
    this.bytes = new BoundedBytes(bytesMax);
    this.json = JSON.createGenerator(bytes);
    json.writeStartArray();
  }

  /** Where the members of the events are written. */
  public JsonGenerator json() {
    return json;
  }

  public void beginEvent() throws IOException {
    if (events == eventsMax) {
      endPart();
      json.writeStartArray();
    }
    events++;
    json.writeStartObject();
  }

  public void endEvent() throws IOException {
    json.writeEndObject();
  }

  private void endPart() throws IOException {
    json.writeEndArray();
    json.flush();
    parts.add(bytes.take());
    events = 0;
  }

  /** One part at least, which may be empty. */
  public List<byte[]> finish() throws IOException {
    endPart();
    json.close();
    return parts;
  }
}
