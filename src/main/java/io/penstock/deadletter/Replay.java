package io.penstock.deadletter;

import io.vertx.sqlclient.Row;

/**
 * Letters on their way to their sink again.
 *
 * @param rate how many letters in a second, at most
 * @param letters how many were selected
 * @param sent how many the sink's inbox has been given
 * @param missing how many the log no longer holds
 * @param finishedAtMillis 0 while it runs
 */
public record Replay(
    String id,
    String sink,
    String selection,
    int rate,
    String who,
    String why,
    long createdAtMillis,
    long finishedAtMillis,
    long letters,
    long sent,
    long missing,
    String state) {
  public static final int RATE_MAX = 10_000;
  static final String RUNNING = "running";
  static final String DONE = "done";
  static final String STOPPED = "stopped";

  static Replay of(Row row) {
    return new Replay(
        row.getString("id"),
        row.getString("sink"),
        row.getString("selection"),
        row.getInteger("rate"),
        row.getString("who"),
        row.getString("why"),
        row.getLong("created_at_millis"),
        row.getLong("finished_at_millis"),
        row.getLong("letters"),
        row.getLong("sent"),
        row.getLong("missing"),
        row.getString("state"));
  }
}
