package io.penstock.log;

import io.penstock.event.cloudevents.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A record as the log holds it.
 *
 * @param stamp the request's header, null where the record did not come through our door
 * @param id the header with the event's id, null where the event's bytes have it
 * @param attributes those of a CloudEvent in binary mode, null for any other record
 */
public record LogRecord(
    Partition partition,
    long offset,
    long timestampMillis,
    byte @Nullable [] value,
    byte @Nullable [] stamp,
    byte @Nullable [] id,
    @Nullable Attributes attributes) {}
