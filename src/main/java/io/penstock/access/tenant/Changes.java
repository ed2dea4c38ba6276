package io.penstock.access.tenant;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads what was changed in the control database, the oldest change first. */
final class Changes {
  private static final int PAGE = 1_000;

  private final ControlDatabase database;

  Changes(ControlDatabase database) {
    this.database = database;
  }

  /** How far the changes go, and what time it is there. */
  record Head(long revision, long nowMillis) {}

  Future<Head> head() {
    return database
        .query(
            "SELECT revision, CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT) AS now"
                + " FROM penstock.access_revision WHERE id = 1",
            Tuple.tuple())
        .map(rows -> rows.iterator().next())
        .map(row -> new Head(row.getLong("revision"), row.getLong("now")));
  }

  /** Every tenant that was changed after that, page by page. */
  Future<Void> tenants(long after, Consumer<Tenant> take) {
    return read(
        new Place(after, ""),
        "SELECT " + TenantRows.TENANT + " FROM penstock.tenants",
        TenantRows::tenant,
        take,
        tenant -> new Place(tenant.revision(), tenant.id()));
  }

  Future<Void> keys(long after, Consumer<TenantKey> take) {
    return read(
        new Place(after, ""),
        "SELECT " + TenantRows.KEY + " FROM penstock.tenant_keys",
        TenantRows::key,
        take,
        key -> new Place(key.revision(), key.id()));
  }

  /** One change may have several rows. */
  private record Place(long revision, String id) {}

  private <T> Future<Void> read(
      Place after,
      String select,
      Function<Row, T> map,
      Consumer<T> take,
      Function<T, Place> place) {
    return page(after, select, map)
        .compose(
            page -> {
              page.forEach(take);
              return page.size() < PAGE
                  ? Future.succeededFuture()
                  : read(place.apply(page.getLast()), select, map, take, place);
            });
  }

  /** The first page begins with what was read last time: once more does no harm. */
  private <T> Future<List<T>> page(Place after, String select, Function<Row, T> map) {
    return database
        .query(
            select + " WHERE (revision, id) > (?, ?) ORDER BY revision, id LIMIT " + PAGE,
            Tuple.of(after.revision(), after.id()))
        .map(
            rows -> {
              List<T> page = new ArrayList<>(rows.size());
              rows.forEach(row -> page.add(map.apply(row)));
              return page;
            });
  }
}
