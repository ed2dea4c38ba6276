package io.penstock.load.torture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.load.torture.scenario.TimeQuestion.Verdict;
import io.penstock.load.torture.send.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeQuestionTest {
  private static final Reply TAKEN = new Reply.Taken(new Reply.Sent(0, List.of()), false);
  private static final Reply CLOCK_SKEW = new Reply.Refused(401, "clock_skew");
  private static final Reply UNAUTHORIZED = new Reply.Refused(401, "unauthorized");

  @Test
  void whatIsInTimeIsTakenByWhoeverKnowsTheTime() {
    assertThat(TimeQuestion.IN_TIME.verdict(TAKEN)).isEqualTo(Verdict.RIGHT);
    assertThat(TimeQuestion.IN_TIME.verdict(CLOCK_SKEW)).isEqualTo(Verdict.TIMELESS);
    assertThat(TimeQuestion.IN_TIME.verdict(UNAUTHORIZED)).isEqualTo(Verdict.WRONG);
  }

  @Test
  void whatIsFarOffIsRefusedForThatReasonAndNoOther() {
    assertThat(TimeQuestion.OUT_OF_TIME.verdict(CLOCK_SKEW)).isEqualTo(Verdict.RIGHT);
    assertThat(TimeQuestion.OUT_OF_TIME.verdict(TAKEN)).isEqualTo(Verdict.WRONG);
    assertThat(TimeQuestion.OUT_OF_TIME.verdict(UNAUTHORIZED)).isEqualTo(Verdict.WRONG);
  }

  @Test
  void aKeyIsTakenUntilItIsOver() {
    assertThat(TimeQuestion.LIVING.verdict(TAKEN)).isEqualTo(Verdict.RIGHT);
    assertThat(TimeQuestion.LIVING.verdict(UNAUTHORIZED)).isEqualTo(Verdict.WRONG);
    assertThat(TimeQuestion.OVER.verdict(TAKEN)).isEqualTo(Verdict.WRONG);
    assertThat(TimeQuestion.OVER.verdict(UNAUTHORIZED)).isEqualTo(Verdict.RIGHT);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsBusyOrAwayHasDecidedNothing(TimeQuestion question) {
    assertThat(question.verdict(new Reply.Refused(503, "busy"))).isEqualTo(Verdict.NONE);
    assertThat(question.verdict(new Reply.Unheard())).isEqualTo(Verdict.NONE);
  }
}
