package io.penstock.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnansweredTest {
  @Test
  void holdsForAServerThatDoesNotAnswer() {
    assertThat(Unanswered.outcomeOf("ClickHouse", new IOException("reset")))
        .isEqualTo(
            new Outcome.Hold(
                Cause.CAPACITY, "ClickHouse does not answer: reset", Duration.ofSeconds(5)));
  }
}
