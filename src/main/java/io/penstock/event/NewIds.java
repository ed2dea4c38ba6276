package io.penstock.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.random.RandomGenerator;

/** Names the events of one request that come without an id. */
@FunctionalInterface
interface NewIds {
  /** The id of the event at this place in the request, as text in ASCII. */
  byte[] of(int index);

  /** Ids that no other event has: UUIDs of version 7. */
  static NewIds unique(long nowMicros, RandomGenerator random) {
    return index -> EventId.uuid7(nowMicros / 1_000, random);
  }

  /**
   * Ids that the same request gets again when it is repeated: UUIDs of version 5, of the tenant,
   * the stream, the sender's idempotency key and the place.
   */
  static NewIds repeatable(String tenant, String stream, String idempotencyKey) {
    String prefix = tenant + '\0' + stream + '\0' + idempotencyKey + '\0';
    return index -> EventId.uuid5((prefix + index).getBytes(UTF_8));
  }
}
