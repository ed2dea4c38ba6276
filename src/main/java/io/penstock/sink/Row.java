package io.penstock.sink;

import io.penstock.event.Event;

/** An event and the hash of its bytes, as tables hold them. */
public record Row(Event event, long contentHash) {}
