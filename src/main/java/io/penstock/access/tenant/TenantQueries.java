package io.penstock.access.tenant;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists tenants and keys from the control database, for people; page by page, by their ids. */
public final class TenantQueries {
  public static final int PAGE_MAX = 1_000;

  private final ControlDatabase database;

  public TenantQueries(ControlDatabase database) {
    this.database = database;
  }

  /** Those whose id is greater than {@code after}. */
  public Future<List<Tenant>> tenants(String after, int limit) {
    return list(
        "SELECT " + TenantRows.TENANT + " FROM penstock.tenants WHERE id > ? ORDER BY id LIMIT ?",
        Tuple.of(after, limit),
        TenantRows::tenant);
  }

  /** Those of one tenant, or of all. */
  public Future<List<TenantKey>> keys(Optional<String> tenant, String after, int limit) {
    String of = tenant.isPresent() ? " AND tenant = ?" : "";
    Tuple values = Tuple.of(after);
    tenant.ifPresent(values::addString);
    return list(
        "SELECT "
            + TenantRows.KEY
            + " FROM penstock.tenant_keys WHERE id > ?"
            + of
            + " ORDER BY id LIMIT ?",
        values.addInteger(limit),
        TenantRows::key);
  }

  private <T> Future<List<T>> list(String sql, Tuple values, Function<Row, T> map) {
    return database
        .query(sql, values)
        .map(
            rows -> {
              List<T> all = new ArrayList<>(rows.size());
              rows.forEach(row -> all.add(map.apply(row)));
              return all;
            });
  }
}
