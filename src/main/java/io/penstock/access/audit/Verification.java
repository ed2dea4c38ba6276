package io.penstock.access.audit;

import io.penstock.control.ControlDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Looks whether the audit trail is as it was written, part by part. */
public final class Verification {
  private static final int PAGE = 1_000;

  private final ControlDatabase database;

  public Verification(ControlDatabase database) {
    this.database = database;
  }

  /** What a look at a part of the trail came to. */
  public sealed interface Checked {
    /** The chain holds up to there; {@code isAll} says that nothing comes behind it. */
    record Holds(Link last, boolean isAll) implements Checked {}

    /** The first record that was changed, taken out or cut off. */
    record Broken(long seq, String why) implements Checked {}
  }

  /** A part of the trail, and where that ended when it was asked for: more may come meanwhile. */
  private record Part(Link head, long until) {}

  /** Looks at so many records behind one that is known to be good. */
  public Future<Checked> after(Link good, int recordsMax) {
    return database
        .query("SELECT seq, hash FROM penstock.audit_head WHERE id = 1", Tuple.tuple())
        .map(rows -> Link.of(rows.iterator().next()))
        .map(head -> new Part(head, Math.min(head.seq(), good.seq() + recordsMax)))
        .compose(part -> follow(part, good));
  }

  private Future<Checked> follow(Part part, Link last) {
    return last.seq() >= part.until()
        ? Future.succeededFuture(end(part, last))
        : page(part, last).compose(rows -> follow(part, last, rows));
  }

  private Future<RowSet<Row>> page(Part part, Link last) {
    return database.query(
        "SELECT "
            + AuditRecord.COLUMNS
            + " FROM penstock.audit WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT "
            + PAGE,
        Tuple.of(last.seq(), part.head().seq()));
  }

  private Future<Checked> follow(Part part, Link before, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return broken(before.seq() + 1, "the trail ends before its head");
    }
    Link last = before;
    for (Row row : rows) {
      AuditRecord next = AuditRecord.of(row);
      if (next.seq() != last.seq() + 1) {
        return broken(last.seq() + 1, "it is missing");
      }
      if (!AuditChain.knows(next.format())) {
        return broken(next.seq(), "its format is %d, of a later version".formatted(next.format()));
      }
      if (!next.previousHash().equals(last.hash()) || !AuditChain.isGenuine(next)) {
        return broken(next.seq(), "it was changed");
      }
      last = next.link();
    }
    return follow(part, last);
  }

  private static Future<Checked> broken(long seq, String why) {
    return Future.succeededFuture(new Checked.Broken(seq, why));
  }

  private static Checked end(Part part, Link last) {
    if (last.seq() < part.head().seq()) {
      return new Checked.Holds(last, false);
    }
    return last.equals(part.head())
        ? new Checked.Holds(last, true)
        : new Checked.Broken(part.head().seq(), "the trail's head is another");
  }
}
