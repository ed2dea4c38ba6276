package io.penstock.event;

import org.jspecify.annotations.Nullable;

/**
 * An event on its way out, read from a record of the log.
 *
 * @param type empty where the event names none
 * @param timeMicros when it happened, else when it was received; microseconds since the epoch
 * @param data the sender's bytes
 * @param columns a value for each column of the stream's table: {@link String}, {@link Double}, or
 *     null
 */
public record Event(
    long offset,
    String tenant,
    String id,
    String type,
    long timeMicros,
    long receivedAtMicros,
    byte[] data,
    @Nullable Object[] columns) {}
