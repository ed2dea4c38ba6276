package io.penstock.delivery;

import io.penstock.delivery.Item.Home;
import io.penstock.ledger.Counts;
import io.penstock.observability.Meters;

/** Counts what was settled. */
final class Tally {
  private final Meters.Delivery meters;

  Tally(Meters.Delivery meters) {
    this.meters = meters;
  }

  /** {@code counts} is what became of the records of the offer. */
  void settled(Offer offer, Counts counts, int conflicting) {
    meters.delivered.add(counts.delivered());
    meters.repeated.add(counts.repeated());
    meters.filtered.add(counts.filtered());
    meters.conflicting.add(conflicting);
    meters.batch(counts.delivered() + counts.repeated(), offer.bytes());
    if (counts.retried() + counts.dead() > 0) {
      offer.items().forEach(this::elsewhere);
    }
  }

  private void elsewhere(Item item) {
    if (item.home() == Home.DEAD) {
      meters.deadLettered(item.trouble());
    } else if (item.home() == Home.RETRIED) {
      meters.retried(item.trouble());
    }
  }
}
