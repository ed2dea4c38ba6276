package io.penstock.access.audit;

import io.penstock.access.audit.Act.Ending;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/**
 * One row of the audit trail.
 *
 * @param format how it is hashed; see {@link AuditChain}
 * @param previousHash of the record before it; empty for the first
 */
public record AuditRecord(
    int format, long seq, long atMillis, Act act, Ending ending, String previousHash, String hash) {
  static final String COLUMNS =
      "format, seq, at_millis, who, key_id, tenant, address, action, object, before_hash,"
          + " after_hash, outcome, affected, why, request_id, previous_hash, hash";

  /** The one that comes behind {@code previous}. */
  static AuditRecord after(Link previous, long atMillis, Act act, Ending ending) {
    var unhashed =
        new AuditRecord(
            AuditChain.FORMAT, previous.seq() + 1, atMillis, act, ending, previous.hash(), "");
    return unhashed.with(AuditChain.hash(unhashed));
  }

  private AuditRecord with(String itsHash) {
    return new AuditRecord(format, seq, atMillis, act, ending, previousHash, itsHash);
  }

  static AuditRecord of(Row row) {
    return new AuditRecord(
        row.getInteger("format"),
        row.getLong("seq"),
        row.getLong("at_millis"),
        new Act(
            row.getString("who"),
            row.getString("address"),
            row.getString("action"),
            row.getString("object"),
            row.getString("why"),
            row.getString("request_id"),
            new Subject(row.getString("tenant"), row.getString("key_id"))),
        new Ending(
            row.getString("outcome"),
            row.getLong("affected"),
            row.getString("before_hash"),
            row.getString("after_hash")),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  Tuple tuple() {
    return Tuple.tuple()
        .addInteger(format)
        .addLong(seq)
        .addLong(atMillis)
        .addString(act.who())
        .addString(act.subject().keyId())
        .addString(act.subject().tenant())
        .addString(act.address())
        .addString(act.action())
        .addString(act.object())
        .addString(ending.beforeHash())
        .addString(ending.afterHash())
        .addString(ending.outcome())
        .addLong(ending.affected())
        .addString(act.why())
        .addString(act.requestId())
        .addString(previousHash)
        .addString(hash);
  }

  Link link() {
    return new Link(seq, hash);
  }

  /** All of it, so that whoever has this can make the hash again. */
  public JsonObject json() {
    return new JsonObject()
        .put("seq", seq)
        .put("time", Instant.ofEpochMilli(atMillis).toString())
        .put("who", act.who())
        .put("keyId", act.subject().keyId())
        .put("tenant", act.subject().tenant())
        .put("address", act.address())
        .put("action", act.action())
        .put("object", act.object())
        .put("beforeHash", ending.beforeHash())
        .put("afterHash", ending.afterHash())
        .put("outcome", ending.outcome())
        .put("affected", ending.affected())
        .put("why", act.why())
        .put("requestId", act.requestId())
        .put("format", format)
        .put("previousHash", previousHash)
        .put("hash", hash);
  }
}
