package io.penstock.load.torture.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final int ONE_KEY = 3;

  private final Book book = new Book(2);
  private final Reading reading = new Reading("sink", book);

  /** Producer 0 has four acknowledged events of one key, producer 1 one that nobody answered. */
  @BeforeEach
  void send() {
    for (int sequence = 0; sequence < 4; sequence++) {
      book.sent(0, ONE_KEY, body(0, sequence));
    }
    book.acknowledged(0, 0, 4, false);
    book.sent(1, ONE_KEY, body(1, 0));
  }

  private static byte[] body(int producer, int sequence) {
    return new EventMaker(7).event(new EventName(producer, sequence));
  }

  private void rows(int... sequences) {
    for (int sequence : sequences) {
      reading.row("t-0-" + sequence, body(0, sequence));
    }
  }

  private Tally tally(long rows, long lost, long dup, long unexpected, long corrupt, long order) {
    return new Tally("sink", rows, 0, lost, dup, unexpected, corrupt, order);
  }

  @Test
  void isCleanWhereEveryAcknowledgedEventIsThereOnceInOrder() {
    rows(0, 1, 2, 3);

    assertThat(reading.tally()).isEqualTo(tally(4, 0, 0, 0, 0, 0));
  }

  @Test
  void missesWhatWasAcknowledged() {
    rows(0, 1, 3);

    assertThat(reading.tally()).isEqualTo(tally(3, 1, 0, 0, 0, 0));
  }

  @Test
  void mindsNotWhetherAnUnknownEventIsThereOnce() {
    rows(0, 1, 2, 3);
    reading.row("t-1-0", body(1, 0));

    assertThat(reading.tally()).isEqualTo(tally(5, 0, 0, 0, 0, 0));
  }

  @Test
  void seesAnUnknownEventThatIsThereTwice() {
    rows(0, 1, 2, 3);
    reading.row("t-1-0", body(1, 0));
    reading.row("t-1-0", body(1, 0));

    assertThat(reading.tally()).isEqualTo(tally(6, 0, 1, 0, 0, 0));
  }

  @Test
  void seesWhatIsThereTwice() {
    rows(0, 1, 2, 2, 3);

    assertThat(reading.tally()).isEqualTo(tally(5, 0, 1, 0, 0, 0));
    assertThat(reading.tally().wrong()).isEqualTo(1);
  }

  @Test
  void seesWhatNobodySent() {
    rows(0, 1, 2, 3, 4);
    reading.row("t-9-0", body(0, 0));
    reading.row("another id", body(0, 0));

    assertThat(reading.tally()).isEqualTo(tally(7, 0, 0, 3, 0, 0));
  }

  @Test
  void seesOneOtherByte() {
    rows(0, 1, 2);
    byte[] flipped = body(0, 3);
    flipped[flipped.length - 3] ^= 1;
    reading.row("t-0-3", flipped);

    assertThat(reading.tally()).isEqualTo(tally(4, 0, 0, 0, 1, 0));
  }

  @Test
  void seesTwoOfOneKeyThatChangedPlaces() {
    rows(0, 2, 1, 3);

    assertThat(reading.tally()).isEqualTo(tally(4, 0, 0, 0, 0, 1));
  }

  @Test
  void countsEveryEventBehindALaterOne() {
    rows(3, 0, 1, 2);

    assertThat(reading.tally()).isEqualTo(tally(4, 0, 0, 0, 0, 3));
  }

  @Test
  void mindsNoOrderBetweenKeys() {
    var two = new Book(1);
    two.sent(0, 1, body(0, 0));
    two.sent(0, 2, body(0, 1));
    two.acknowledged(0, 0, 2, false);
    var inAnyOrder = new Reading("sink", two);

    inAnyOrder.row("t-0-1", body(0, 1));
    inAnyOrder.row("t-0-0", body(0, 0));

    assertThat(inAnyOrder.tally()).isEqualTo(tally(2, 0, 0, 0, 0, 0));
  }

  @Test
  void leavesSpooledAndUnknownEventsOutOfTheOrder() {
    var spooled = new Book(1);
    for (int sequence = 0; sequence < 3; sequence++) {
      spooled.sent(0, ONE_KEY, body(0, sequence));
    }
    spooled.acknowledged(0, 0, 1, true);
    spooled.acknowledged(0, 2, 1, false);
    var late = new Reading("sink", spooled);

    for (int sequence : List.of(2, 1, 0)) {
      late.row("t-0-" + sequence, body(0, sequence));
    }

    assertThat(late.tally()).isEqualTo(tally(3, 0, 0, 0, 0, 0));
    assertThat(spooled.acknowledged()).isEqualTo(2);
    assertThat(spooled.spooled()).isEqualTo(1);
  }

  @Test
  void takesADeadLetterForTheRowThatIsNotThere() {
    rows(0, 1, 2);
    reading.deadLetter("t-0-3", body(0, 3));

    assertThat(reading.tally()).isEqualTo(new Tally("sink", 3, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void seesWhatIsARowAndADeadLetterToo() {
    rows(0, 1, 2, 3);
    reading.deadLetter("t-0-3", body(0, 3));

    assertThat(reading.tally()).isEqualTo(new Tally("sink", 4, 1, 0, 1, 0, 0, 0));
  }

  @Test
  void seesADeadLetterThatIsThereTwiceAndOneWithOtherBytes() {
    rows(0, 1, 2);
    reading.deadLetter("t-0-3", body(0, 3));
    reading.deadLetter("t-0-3", body(0, 2));

    assertThat(reading.tally()).isEqualTo(new Tally("sink", 3, 2, 0, 1, 0, 1, 0));
  }

  @Test
  void knowsEveryBodyThatWasSentAndLeavesOutTheOrderOfWhatWasOnlyAcknowledgedLater() {
    byte[] other = new EventMaker(7).event(new EventName(1, 0), 1);
    book.sentAgain(new EventName(1, 0), other);
    book.sent(1, ONE_KEY, body(1, 1));
    book.acknowledged(1, 1, 1, false);
    book.acknowledgedAgain(1, 0, 1, false);

    rows(0, 1, 2, 3);
    reading.row("t-1-1", body(1, 1));
    reading.row("t-1-0", other);

    assertThat(reading.tally()).isEqualTo(tally(6, 0, 0, 0, 0, 0));
    assertThat(book.acknowledged()).isEqualTo(6);
    assertThat(book.repeats()).isEqualTo(1);
  }
}
