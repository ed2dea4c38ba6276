package io.penstock.deadletter;

import io.penstock.event.RequestStamp;
import io.penstock.log.Partition;
import io.vertx.sqlclient.Row;

/**
 * A dead letter as the index has it: its headers, where it is, and what people did with it.
 *
 * @param type the event's type, empty where it has none or cannot be read
 * @param cameBackFrom the replay it was sent again with before it died, empty for none
 */
public record DeadLetter(
    LetterKey key,
    long originAtMillis,
    RequestStamp stamp,
    String eventId,
    String type,
    String group,
    Why why,
    int attempt,
    long firstFailedAtMillis,
    String cameBackFrom,
    Home home,
    Standing standing) {

  /** Why it died: the words of the headers, whatever they will be one day. */
  public record Why(String errorClass, String code, String message, String path) {}

  /** Where the dead letters' topic has it, and since when. */
  public record Home(Partition partition, long offset, long sinceMillis) {
    /** Whether a letter here is the one there, or came after it. */
    boolean isNotBefore(Home other) {
      return partition.equals(other.partition)
          ? offset >= other.offset
          : sinceMillis >= other.sinceMillis;
    }

    static Home of(Row row) {
      return new Home(
          new Partition(row.getString("letter_topic"), row.getInteger("letter_partition")),
          row.getLong("letter_offset"),
          row.getLong("dead_at_millis"));
    }
  }

  /** Its state: who brought it there, why and when; nobody for a letter that is new. */
  public record Standing(
      String state, String who, String why, long changedAtMillis, String replay) {}

  static DeadLetter of(Row row) {
    return new DeadLetter(
        LetterKey.of(row),
        row.getLong("origin_at_millis"),
        new RequestStamp(
            row.getString("tenant"),
            row.getLong("received_at_micros"),
            row.getString("client_ip"),
            row.getString("key_id")),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("consumer_group"),
        new Why(
            row.getString("error_class"),
            row.getString("error_code"),
            row.getString("error_message"),
            row.getString("error_path")),
        row.getInteger("attempt"),
        row.getLong("first_failed_at_millis"),
        row.getString("came_back_from"),
        Home.of(row),
        new Standing(
            row.getString("state"),
            row.getString("who"),
            row.getString("why"),
            row.getLong("changed_at_millis"),
            row.getString("replay")));
  }
}
