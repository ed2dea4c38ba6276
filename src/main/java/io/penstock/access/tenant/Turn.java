package io.penstock.access.tenant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * One change in its transaction: all others wait until it ends.
 *
 * @param revision its number
 */
record Turn(SqlConnection transaction, long revision) {
  private static final String NEXT =
      "UPDATE penstock.access_revision SET revision = revision + 1 WHERE id = 1";
  private static final String NUMBER = "SELECT revision FROM penstock.access_revision WHERE id = 1";

  static Future<Turn> take(SqlConnection transaction) {
    return transaction
        .preparedQuery(NEXT)
        .execute()
        .compose(taken -> transaction.preparedQuery(NUMBER).execute())
        .map(rows -> new Turn(transaction, rows.iterator().next().getLong(0)));
  }

  /** Fails with {@link NotFound}. */
  Future<Tenant> tenant(String id) {
    return query("SELECT " + TenantRows.TENANT + " FROM penstock.tenants WHERE id = ?", id)
        .compose(rows -> only(rows, "tenant", id))
        .map(TenantRows::tenant);
  }

  /** Fails with {@link NotFound}. */
  Future<TenantKey> key(String id) {
    return query("SELECT " + TenantRows.KEY + " FROM penstock.tenant_keys WHERE id = ?", id)
        .compose(rows -> only(rows, "key", id))
        .map(TenantRows::key);
  }

  private static Future<Row> only(RowSet<Row> rows, String what, String id) {
    return rows.size() == 0
        ? Future.failedFuture(new NotFound(what, id))
        : Future.succeededFuture(rows.iterator().next());
  }

  /** The number that a statement with one row and one column finds. */
  Future<Long> count(String sql, Object... values) {
    return query(sql, values).map(rows -> rows.iterator().next().getLong(0));
  }

  /** Fails with {@link Unacceptable} where something is not as it must be. */
  static Future<Void> refuseWhere(boolean bad, String why) {
    return bad ? Future.failedFuture(new Unacceptable(why)) : Future.succeededFuture();
  }

  Future<RowSet<Row>> query(String sql, Object... values) {
    return query(sql, Tuple.from(values));
  }

  Future<RowSet<Row>> query(String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }
}
