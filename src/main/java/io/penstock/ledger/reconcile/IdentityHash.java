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
  private final boolean hasTime;

  IdentityHash(Rows.Key key) {
    hasTime =
        switch (key) {
          case TENANT_ID -> false;
          case TENANT_ID_TIME -> true;
        };
  }

  long of(Event event) {
    return of(event.tenant(), event.id(), event.timeMicros());
  }

  long of(Held row) {
    return of(row.tenant(), row.id(), row.timeMicros());
  }

  private long of(String tenant, String id, long timeMicros) {
    String time = hasTime ? "\0" + timeMicros : "";
    String identity = SqlText.clean(tenant) + '\0' + SqlText.clean(id) + time;
    return hash.of(identity.getBytes(UTF_8));
  }
}
