package io.penstock.deadletter;

import io.penstock.deadletter.DeadLetter.Home;
import io.penstock.log.Letter;
import io.vertx.sqlclient.Tuple;

/**
 * A letter as it was read from the dead letters.
 *
 * @param type the event's, empty where it has none or cannot be read
 */
public record FoundLetter(Letter letter, Home home, String type) {
  /** The columns that the topic can fill, in the order of {@link #values()}. */
  static final String COLUMNS =
      "origin_at_millis, tenant, event_id, type, received_at_micros, client_ip, key_id,"
          + " consumer_group, error_class, error_code, error_message, error_path, attempt,"
          + " first_failed_at_millis, came_back_from, letter_topic, letter_partition,"
          + " letter_offset, dead_at_millis";

  LetterKey key() {
    return LetterKey.of(letter);
  }

  /** PostgreSQL stores no U+0000 in a text, wherever it came from. */
  Tuple values() {
    return Tuple.tuple()
        .addLong(letter.originTimestampMillis())
        .addString(storable(letter.stamp().tenant()))
        .addString(storable(letter.eventId()))
        .addString(storable(type))
        .addLong(letter.stamp().receivedAtMicros())
        .addString(storable(letter.stamp().clientAddress()))
        .addString(storable(letter.stamp().keyId()))
        .addString(storable(letter.group()))
        .addString(letter.failure().kind().text())
        .addString(storable(letter.failure().code()))
        .addString(storable(letter.failure().message()))
        .addString(storable(letter.failure().path()))
        .addInteger(letter.attempt())
        .addLong(letter.firstFailedAtMillis())
        .addString(storable(letter.replayId()))
        .addString(home.partition().topic())
        .addInteger(home.partition().number())
        .addLong(home.offset())
        .addLong(home.sinceMillis());
  }

  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
