package io.penstock.ledger.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.event.Event;
import io.penstock.sink.ContentHash;
import io.penstock.sink.Holdings.Held;
import io.penstock.sink.Rows;
import io.penstock.sink.sql.SqlText;

/** The hash of what makes two events one row, the same for an event and for its row. */
final class IdentityHash {
  private final ContentHash hash = new ContentHash();
  private final Rows.Key key;

  IdentityHash(Rows.Key key) {
    this.key = key;
  }

  long of(Event event) {
    return of(event.tenant(), event.id(), event.timeMicros(), event.receivedAtMicros());
  }

  long of(Held row) {
    return of(row.tenant(), row.id(), row.timeMicros(), row.receivedAtMicros());
  }

  private long of(String tenant, String id, long timeMicros, long receivedAtMicros) {
    String identity =
        SqlText.clean(tenant)
            + '\0'
            + SqlText.clean(id)
            + '\0'
            + key.timeIn(timeMicros, receivedAtMicros);
    return hash.of(identity.getBytes(UTF_8));
  }
}
