package io.penstock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.LedgerLine;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static Account account(long told, long metered, long rows, long unanswered) {
    var ledger = new LedgerLine("open", "duckdb", 10, 8, 2, 0, 0, 0);
    return new Account("open", told, 0, told, metered, rows, unanswered, ledger);
  }

  @Test
  void addsUp() {
    assertThat(account(10, 10, 8, 0).faults()).isEmpty();
  }

  @Test
  void missesARow() {
    assertThat(account(10, 10, 7, 0).faults()).containsExactly("open: 7 rows, but 8 delivered");
  }

  @Test
  void seesAnAnswerThatWasForged() {
    assertThat(account(11, 10, 8, 0).faults())
        .containsExactly("open: 11 accepted by answers, but 10 records");
  }

  @Test
  void seesRecordsThatNobodyWasToldOf() {
    assertThat(account(9, 10, 8, 0).faults())
        .containsExactly("open: 1 records that no answer told of");
  }

  @Test
  void allowsThemWhereSomebodyWasHungUpOn() {
    assertThat(account(9, 10, 8, 1).faults()).isEmpty();
  }

  @Test
  void seesThatTheMeterSaysOtherwise() {
    assertThat(account(10, 9, 8, 0).faults())
        .containsExactly("open: 9 accepted by the meter, but 10 records");
  }
}
