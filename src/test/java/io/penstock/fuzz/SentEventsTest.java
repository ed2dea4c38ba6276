package io.penstock.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SentEventsTest {
  private static final String ONE = event(0);
  private static final String OTHER = event(1);

  private final SentEvents events = new SentEvents(3);

  private static String event(int index) {
    return "{\"mark\":\"" + Mark.of(1, index, true) + "\"}";
  }

  @BeforeEach
  void twoAreExpected() {
    var fingerprint = new Fingerprint();
    long[] prints = {fingerprint.of(ONE.getBytes(UTF_8)), fingerprint.of(OTHER.getBytes(UTF_8))};
    events.expect(1, new Content(new byte[0], prints, 0, false));
  }

  @Test
  void areCleanWhereEachIsThereOnce() {
    events.row(OTHER);
    events.row(ONE);

    assertThat(events.verdict().isClean()).isTrue();
    assertThat(events.verdict().expected()).isEqualTo(2);
  }

  @Test
  void missWhatIsLost() {
    events.row(ONE);

    assertThat(events.verdict().lost()).isEqualTo(1);
    assertThat(events.verdict().isClean()).isFalse();
  }

  @Test
  void seeWhatIsThereTwice() {
    events.row(ONE);
    events.row(OTHER);
    events.row(ONE);

    assertThat(events.verdict().twice()).isEqualTo(1);
  }

  @Test
  void seeOneOtherByte() {
    events.row(ONE);
    events.row(OTHER.replace("{", "{ "));

    assertThat(events.verdict().changed()).isEqualTo(1);
  }

  @Test
  void seeWhatWasNotAccepted() {
    events.row(ONE);
    events.row(OTHER);
    events.row("{\"mark\":\"" + Mark.of(2, 0, true) + "\"}");

    assertThat(events.verdict().unexpected()).isEqualTo(1);
  }

  @Test
  void seeWhatWasKeptOfARefusedRequest() {
    events.expectNothing(2);

    events.row("{\"mark\":\"" + Mark.of(2, 0, false) + "\"}");

    assertThat(events.verdict().ofRefused()).isEqualTo(1);
    assertThat(events.verdict().isClean()).isFalse();
  }

  @Test
  void countWhatCameWithDamagedRequests() {
    events.row("{\"mark\":\"" + Mark.of(2, 0, false) + "\"}");

    assertThat(events.verdict().ofOthers()).isEqualTo(1);
    assertThat(events.verdict().unexpected()).isZero();
  }
}
