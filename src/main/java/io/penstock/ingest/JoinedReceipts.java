package io.penstock.ingest;

import io.penstock.batch.Place;
import io.penstock.batch.SpoolPlace;
import io.penstock.event.Violation;
import io.penstock.ingest.Receipt.Busy;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.Receipt.Kept;
import io.penstock.ingest.Receipt.Malformed;
import io.penstock.ingest.Receipt.NoRoom;
import io.penstock.ingest.Receipt.TooMany;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be said of a request that was taken in parts, as if it had been taken whole. A part
 * that was not kept makes the sender repeat all of them; the ids make those that were kept the same
 * events again.
 */
public final class JoinedReceipts {
  private final List<Place> places = new ArrayList<>();
  private final List<SpoolPlace> spooled = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private int accepted;
  private int duplicates;
  private int rejected;
  private boolean kept;

  private JoinedReceipts() {}

  /** Of the parts in their order; at least one. */
  public static Receipt of(List<Receipt> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    var joined = new JoinedReceipts();
    for (Receipt part : parts) {
      switch (part) {
        case Kept all -> joined.add(all);
        case Invalid invalid -> joined.add(invalid);
        case Malformed whole -> {
          return whole;
        }
        case TooMany whole -> {
          return whole;
        }
        case Busy whole -> {
          return whole;
        }
        case NoRoom partly -> {
          return new Busy(partly.reason(), partly.comeBackAfter());
        }
      }
    }
    return joined.receipt();
  }

  private void add(Kept part) {
    int from = events();
    places.addAll(part.places());
    spooled.addAll(part.spooled());
    addMoved(part.violations(), from, violations);
    addMoved(part.warnings(), from, warnings);
    accepted += part.accepted();
    duplicates += part.duplicates();
    rejected += part.rejected();
    kept = true;
  }

  private void add(Invalid part) {
    addMoved(part.violations(), events(), violations);
    rejected += part.rejected();
  }

  private int events() {
    return accepted + duplicates + rejected;
  }

  /** A place in the part becomes one in the request. */
  private static void addMoved(List<Violation> of, int from, List<Violation> to) {
    for (Violation violation : of) {
      to.add(
          new Violation(
              from + violation.index(),
              violation.id(),
              violation.code(),
              violation.pointer(),
              violation.detail()));
    }
  }

  private Receipt receipt() {
    return kept
        ? new Kept(places, spooled, accepted, duplicates, rejected, violations, warnings)
        : new Invalid(0, rejected, violations);
  }
}
