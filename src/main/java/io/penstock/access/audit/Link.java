package io.penstock.access.audit;

import io.vertx.sqlclient.Row;

/** The number and the hash of a record, to which the next one is tied. */
public record Link(long seq, String hash) {
  /** Before the first record. */
  public static final Link START = new Link(0, "");

  static Link of(Row row) {
    return new Link(row.getLong("seq"), row.getString("hash"));
  }
}
