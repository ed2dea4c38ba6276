package io.penstock.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.batch.Place;
import io.penstock.event.Violation;
import io.penstock.ingest.Receipt.Busy;
import io.penstock.ingest.Receipt.Invalid;
import io.penstock.ingest.Receipt.Kept;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a request that was taken in parts. */
class JoinedReceiptsTest {
  private static final Place HERE = new Place("t", 0, 1, 4);
  private static final Place THERE = new Place("t", 1, 7, 8);

  @Test
  void onePartIsTheWhole() {
    Receipt only = new Invalid(3, 1, List.of());

    assertThat(JoinedReceipts.of(List.of(only))).isSameAs(only);
  }

  @Test
  void whatWasKeptAddsUpAndFaultsHaveTheirPlaceInTheRequest() {
    Kept first = kept(HERE, 4, 1, List.of(fault(2)), List.of());
    Kept second = kept(THERE, 2, 0, List.of(fault(0)), List.of(fault(1)));

    assertThat(JoinedReceipts.of(List.of(first, second)))
        .isEqualTo(
            new Kept(
                List.of(HERE, THERE),
                List.of(),
                6,
                1,
                2,
                List.of(fault(2), fault(6)),
                List.of(fault(7))));
  }

  @Test
  void aPartWithoutAGoodEventCostsNoOther() {
    Receipt joined =
        JoinedReceipts.of(
            List.of(
                new Invalid(0, 2, List.of(fault(0), fault(1))),
                kept(HERE, 4, 0, List.of(), List.of()),
                new Invalid(0, 1, List.of(fault(0)))));

    assertThat(joined)
        .isEqualTo(
            new Kept(
                List.of(HERE),
                List.of(),
                4,
                0,
                3,
                List.of(fault(0), fault(1), fault(6)),
                List.of()));
  }

  @Test
  void withoutAnyGoodEventTheRequestIsInvalid() {
    Receipt part = new Invalid(0, 1, List.of(fault(0)));

    assertThat(JoinedReceipts.of(List.of(part, part)))
        .isEqualTo(new Invalid(0, 2, List.of(fault(0), fault(1))));
  }

  @Test
  void aPartThatTheLogDidNotTakeIsToBeRepeatedWithAllOthers() {
    var busy = new Busy("no answer", Duration.ofSeconds(2));
    Receipt good = kept(HERE, 4, 0, List.of(), List.of());
    Receipt bad = new Invalid(0, 1, List.of(fault(0)));

    assertThat(JoinedReceipts.of(List.of(good, bad, busy, good))).isEqualTo(busy);
  }

  private static Kept kept(
      Place place,
      int accepted,
      int duplicates,
      List<Violation> violations,
      List<Violation> warnings) {
    return new Kept(
        List.of(place), List.of(), accepted, duplicates, violations.size(), violations, warnings);
  }

  private static Violation fault(int index) {
    return new Violation(index, "id", "field_missing", "/type", "type is missing");
  }
}
