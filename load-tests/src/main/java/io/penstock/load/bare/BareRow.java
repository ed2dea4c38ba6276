package io.penstock.load.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Event;
import io.penstock.sink.ContentHash;

/** A row made ready before the clock runs: its columns as the libraries take them. */
record BareRow(
    String tenant,
    String id,
    String type,
    long timeMicros,
    long receivedAtMicros,
    long contentHash,
    String data) {
  static BareRow of(Event event, ContentHash hash) {
    return new BareRow(
        event.tenant(),
        event.id(),
        event.type(),
        event.timeMicros(),
        event.receivedAtMicros(),
        hash.of(event.data()),
        new String(event.data(), UTF_8));
  }
}
