package io.penstock.load.torture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.play.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrioTest {
  private static LogEntry entry(long acks, boolean isIll) {
    return new LogEntry(0, "something", "", acks, 1, isIll);
  }

  @Test
  void addsUpWhatWasAcknowledgedInEachStretchOfIllness() {
    List<LogEntry> log =
        List.of(entry(1, false), entry(2, true), entry(3, true), entry(4, false), entry(5, true));

    assertThat(Trio.acksByWindow(log)).containsExactly(5L, 5L);
  }

  @Test
  void findsNoWindowWhereNothingWasIll() {
    assertThat(Trio.acksByWindow(List.of(entry(1, false)))).isEmpty();
  }
}
