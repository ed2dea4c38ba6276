package io.penstock.access.audit;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which records of the audit trail are asked for: those that pass every filter, the newest first.
 *
 * @param action all of it, or what stands before a point in it: {@code keys} is all about keys
 * @param before only records with a smaller number
 */
public record AuditQuery(
    Optional<String> who,
    Optional<String> action,
    Optional<String> tenant,
    Optional<Instant> since,
    Optional<Instant> until,
    long before,
    int limit) {
  public static final int PAGE_MAX = 1_000;

  /** A part of the SQL, and what fills it. */
  private record Condition(String sql, Object... values) {}

  private List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    all.add(new Condition("seq < ?", before));
    who.ifPresent(it -> all.add(new Condition("who = ?", it)));
    action.ifPresent(
        it ->
            all.add(
                new Condition("(action = ? OR action LIKE ? ESCAPE '!')", it, escaped(it) + ".%")));
    tenant.ifPresent(it -> all.add(new Condition("tenant = ?", it)));
    since.ifPresent(it -> all.add(new Condition("at_millis >= ?", it.toEpochMilli())));
    until.ifPresent(it -> all.add(new Condition("at_millis < ?", it.toEpochMilli())));
    return all;
  }

  private static String escaped(String text) {
    return text.replaceAll("[!%_]", "!$0");
  }

  String sql() {
    return "SELECT %s FROM penstock.audit WHERE %s ORDER BY seq DESC LIMIT ?"
        .formatted(
            AuditRecord.COLUMNS,
            conditions().stream().map(Condition::sql).collect(Collectors.joining(" AND ")));
  }

  Tuple values() {
    var values = Tuple.tuple();
    conditions().forEach(condition -> List.of(condition.values()).forEach(values::addValue));
    return values.addInteger(limit);
  }
}
