package io.penstock.access.tenant;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

  /** The row of every tenant that was changed after that, page by page. */
  Future<Void> tenants(long after, Consumer<JsonObject> take) {
    return read(
        new Place(after, ""), "SELECT " + TenantRows.TENANT + " FROM penstock.tenants", take);
  }

  Future<Void> keys(long after, Consumer<JsonObject> take) {
    return read(
        new Place(after, ""), "SELECT " + TenantRows.KEY + " FROM penstock.tenant_keys", take);
  }

  /** One change may have several rows. */
  private record Place(long revision, String id) {
    static Place of(JsonObject row) {
      return new Place(row.getLong("revision"), row.getString("id"));
    }
  }

  private Future<Void> read(Place after, String select, Consumer<JsonObject> take) {
    return page(after, select)
        .compose(
            page -> {
              page.forEach(take);
              return page.size() < PAGE
                  ? Future.succeededFuture()
                  : read(Place.of(page.getLast()), select, take);
            });
  }

  /** The first page begins with what was read last time: once more does no harm. */
  private Future<List<JsonObject>> page(Place after, String select) {
    return database
        .query(
            select + " WHERE (revision, id) > (?, ?) ORDER BY revision, id LIMIT " + PAGE,
            Tuple.of(after.revision(), after.id()))
        .map(
            rows -> {
              List<JsonObject> page = new ArrayList<>(rows.size());
              rows.forEach(row -> page.add(row.toJson()));
              return page;
            });
  }
}
