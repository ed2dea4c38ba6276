package io.penstock.access.tenant;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Writes down when keys were last used: now and then, for no request waits for that. */
public final class KeyUses {
  private static final int AT_ONCE_MAX = 500;

  /** Another node may have seen a later use. */
  private static final String WRITE =
      "UPDATE penstock.tenant_keys SET last_used_at_millis = ?"
          + " WHERE id = ? AND last_used_at_millis < ?";

  private final ControlDatabase database;
  private final Directory directory;

  public KeyUses(ControlDatabase database, Directory directory) {
    this.database = database;
    this.directory = directory;
  }

  /** What one use was. */
  private record Used(TenantKey key, long millis) {
    Tuple values() {
      return Tuple.of(millis, key.id(), millis);
    }
  }

  /** All that is new; what cannot be written now is so the next time. */
  public Future<Void> write() {
    return write(news());
  }

  private Future<Void> write(List<Used> used) {
    if (used.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Used> some = used.subList(0, Math.min(AT_ONCE_MAX, used.size()));
    return database
        .inTransaction(transaction -> write(transaction, some))
        .onSuccess(written -> some.forEach(one -> one.key().use().written(one.millis())))
        .compose(written -> write(used.subList(some.size(), used.size())));
  }

  private static Future<Void> write(SqlConnection transaction, List<Used> used) {
    return transaction
        .preparedQuery(WRITE)
        .executeBatch(used.stream().map(Used::values).toList())
        .mapEmpty();
  }

  /** In one order on all nodes, so that none waits for another that waits for it. */
  private List<Used> news() {
    return StreamSupport.stream(directory.keys().spliterator(), false)
        .filter(key -> key.use().isNews())
        .sorted(Comparator.comparing(TenantKey::id))
        .map(key -> new Used(key, key.use().lastMillis()))
        .toList();
  }
}
