package io.penstock.fuzz;

import io.penstock.fixture.LedgerLine;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream from three sides: what the answers said, what the server's ledger says, and what the
 * sink holds.
 *
 * @param told events accepted by answers that say how many
 * @param uncounted requests taken without a word of how many
 * @param named records that some receipt named
 * @param metered events accepted by the server's own meter
 * @param unanswered requests of the whole run whose outcome nobody was told
 */
record Account(
    String stream,
    long told,
    long uncounted,
    long named,
    long metered,
    long rows,
    long unanswered,
    LedgerLine ledger) {

  /** What does not add up, each in words. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    require(ledger.addsUp(), "the ledger does not add up: " + ledger, faults);
    require(
        rows == ledger.delivered(),
        "%,d rows, but %,d delivered".formatted(rows, ledger.delivered()),
        faults);
    require(
        metered == ledger.records(),
        "%,d accepted by the meter, but %,d records".formatted(metered, ledger.records()),
        faults);
    require(
        told <= ledger.records(),
        "%,d accepted by answers, but %,d records".formatted(told, ledger.records()),
        faults);
    require(
        uncounted > 0 || told + unanswered * JsonEvents.EVENTS_MAX >= ledger.records(),
        "%,d records that no answer told of".formatted(ledger.records() - told),
        faults);
    require(
        uncounted > 0 || named >= told,
        "%,d accepted, but receipts name %,d records".formatted(told, named),
        faults);
    return faults.stream().map(fault -> stream + ": " + fault).toList();
  }

  private static void require(boolean holds, String otherwise, List<String> faults) {
    if (!holds) {
      faults.add(otherwise);
    }
  }
}
