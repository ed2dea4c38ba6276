package io.penstock.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.sink.blackhole.BlackholeSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlackholeSinkTest extends SinkContract {
  private String configuration = "";

  @Override
  protected SinkType type() {
    return BlackholeSink.TYPE;
  }

  @Override
  protected String configuration() {
    return configuration;
  }

  private Outcome writeTwo() {
    return write(sink, Range.of(OPEN, START, Range.many(2, "e")));
  }

  @Test
  void keepsNoCheckpointOfItsOwn() {
    sink.open();
    writeTwo();

    assertThat(sink.checkpoint(Range.TOPIC, 0)).isEmpty();
  }

  @Test
  void answersByItsScriptAndThenFromTheStart() {
    configuration =
        """
        hold-for: 3s
        script: [hold, refused, fault, stored+repeated, later+never, delivered]
        """;
    sink = sinkNamed("scripted");
    sink.open();

    assertThat(writeTwo())
        .isEqualTo(
            new Outcome.Hold(
                Outcome.Cause.CAPACITY, "the script says hold", Duration.ofSeconds(3)));
    assertThat(writeTwo()).isEqualTo(new Outcome.Refused(says("refused")));
    assertThatThrownBy(this::writeTwo)
        .isInstanceOf(SinkFault.class)
        .hasMessage("the script says fault");
    assertThat(writeTwo())
        .isEqualTo(
            new Outcome.PerEvent(List.of(new Answer.Stored(false), new Answer.Stored(true))));
    assertThat(writeTwo())
        .isEqualTo(
            new Outcome.PerEvent(
                List.of(
                    new Answer.Later(says("later"), Optional.of(Duration.ofSeconds(3))),
                    new Answer.Never(says("never")))));
    assertThat(writeTwo()).isEqualTo(new Outcome.Delivered(0, 0));
    assertThat(writeTwo()).isInstanceOf(Outcome.Hold.class);
  }

  private static Complaint says(String word) {
    return new Complaint(word, "", "the script says " + word);
  }

  @Test
  void failsAsOftenAsItIsTold() {
    configuration = "failure-rate: 0.25";
    sink = sinkNamed("unlucky");
    sink.open();

    int failed = 0;
    for (int i = 0; i < 1_000; i++) {
      failed += writeTwo() instanceof Outcome.Hold ? 1 : 0;
    }

    assertThat(failed).isBetween(200, 300);
  }
}
