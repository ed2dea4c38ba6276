package io.penstock.access.limit;

import io.penstock.access.limit.DayUsage.Amount;
import io.penstock.access.tenant.Limit;
import io.penstock.control.ControlDatabase;
import io.penstock.observability.Meters;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was kept of each tenant that has a limit by the day, and reads what all nodes
 * have. Once a day it says who has nearly, and who has wholly, used it up: whichever node writes
 * that part.
 */
public final class UsageBook {
  private static final Logger LOG = LoggerFactory.getLogger(UsageBook.class);

  /** In one transaction; more wait for the next. */
  private static final int TENANTS_MAX = 500;

  private static final int NEAR_PERCENT = 80;
  private static final int KEPT_DAYS = 400;

  private final ControlDatabase database;
  private final Limiter limiter;
  private final Meters meters;
  private int cleanedOnDay;
  private Future<Void> writing = Future.succeededFuture();

  public UsageBook(ControlDatabase database, Limiter limiter, Meters meters) {
    this.database = database;
    this.limiter = limiter;
    this.meters = meters;
  }

  /** What an allowance had used and not written. */
  private record Entry(Allowance allowance, Amount amount) {
    String tenant() {
      return allowance.terms().tenant().id();
    }
  }

  /** What all nodes have written of it, this one's among it. */
  private record Written(Entry entry, Amount all) {}

  /** Unless it is being written. What cannot be is kept for the next time. */
  public synchronized Future<Void> write() {
    if (!writing.isComplete()) {
      return Future.succeededFuture();
    }
    List<Entry> entries = due();
    int day = limiter.day();
    if (entries.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Written> written = new ArrayList<>();
    writing =
        database
            .inTransaction(transaction -> writeAll(transaction, entries.iterator(), day, written))
            .onFailure(fault -> entries.forEach(UsageBook::putBack))
            .onSuccess(committed -> written.forEach(each -> hear(each, day)))
            .compose(committed -> clean(day));
    return writing;
  }

  /** In the order of their names, so that no two nodes wait for each other. */
  private List<Entry> due() {
    List<Entry> due = new ArrayList<>();
    for (Allowance allowance : limiter.allowances()) {
      if (due.size() < TENANTS_MAX && allowance.terms().isByTheDay() && allowance.usage().isDue()) {
        due.add(new Entry(allowance, allowance.usage().taken()));
      }
    }
    due.sort(Comparator.comparing(Entry::tenant));
    return due;
  }

  private static void putBack(Entry entry) {
    entry.allowance().usage().putBack(entry.amount());
  }

  private Future<Void> writeAll(
      SqlConnection transaction, Iterator<Entry> entries, int day, List<Written> written) {
    return entries.hasNext()
        ? write(transaction, entries.next(), day)
            .onSuccess(written::add)
            .compose(next -> writeAll(transaction, entries, day, written))
        : Future.succeededFuture();
  }

  private static Future<Written> write(SqlConnection transaction, Entry entry, int day) {
    return transaction
        .preparedQuery(
            "UPDATE penstock.tenant_usage SET events = events + ?, bytes = bytes + ?"
                + " WHERE tenant = ? AND utc_day = ?")
        .execute(Tuple.of(entry.amount().events(), entry.amount().bytes(), entry.tenant(), day))
        .compose(
            updated ->
                updated.rowCount() == 0
                    ? insert(transaction, entry, day)
                    : Future.<Void>succeededFuture())
        .compose(done -> read(transaction, entry, day));
  }

  /** Where another node does so at the same moment one of the two fails, and updates next time. */
  private static Future<Void> insert(SqlConnection transaction, Entry entry, int day) {
    return transaction
        .preparedQuery(
            "INSERT INTO penstock.tenant_usage (tenant, utc_day, events, bytes) VALUES (?, ?, ?,"
                + " ?)")
        .execute(Tuple.of(entry.tenant(), day, entry.amount().events(), entry.amount().bytes()))
        .mapEmpty();
  }

  private static Future<Written> read(SqlConnection transaction, Entry entry, int day) {
    return transaction
        .preparedQuery(
            "SELECT events, bytes FROM penstock.tenant_usage WHERE tenant = ? AND utc_day = ?")
        .execute(Tuple.of(entry.tenant(), day))
        .map(rows -> new Written(entry, amount(rows.iterator().next())));
  }

  private static Amount amount(Row row) {
    return new Amount(row.getLong("events"), row.getLong("bytes"));
  }

  private void hear(Written written, int day) {
    Entry entry = written.entry();
    Amount after = written.all();
    entry.allowance().usage().hear(day, after);
    Amount before = after.minus(entry.amount());
    Terms terms = entry.allowance().terms();
    warn(entry.tenant(), terms.limits().of(Limit.EVENTS_PER_DAY), before.events(), after.events());
    warn(entry.tenant(), terms.limits().of(Limit.BYTES_PER_DAY), before.bytes(), after.bytes());
  }

  private void warn(String tenant, long limit, long before, long after) {
    long near = limit / 100 * NEAR_PERCENT;
    if (before < limit && after >= limit) {
      meters.quotaWarning("exhausted");
      LOG.warn("Tenant {} has sent what it may on a day, until 00:00 UTC", tenant);
    } else if (before < near && after >= near) {
      meters.quotaWarning("near");
      LOG.warn("Tenant {} has sent {} % of what it may on a day", tenant, NEAR_PERCENT);
    }
  }

  /** Once a day. */
  private Future<Void> clean(int day) {
    if (day == cleanedOnDay) {
      return Future.succeededFuture();
    }
    cleanedOnDay = day;
    return database
        .query("DELETE FROM penstock.tenant_usage WHERE utc_day < ?", Tuple.of(day - KEPT_DAYS))
        .mapEmpty();
  }
}
