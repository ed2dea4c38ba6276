package io.penstock.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "08000, CAPACITY", "08006, CAPACITY", "40001, CAPACITY", "40P01, CAPACITY", "53100, CAPACITY",
    "53300, CAPACITY", "55P03, CAPACITY", "57P01, CAPACITY", "57P03, CAPACITY", "28000, ACCESS",
    "28P01, ACCESS", "3D000, SCHEMA", "42P01, SCHEMA", "42703, SCHEMA", "42501, SCHEMA",
    "XX000, UNKNOWN", "57014, UNKNOWN", "40003, UNKNOWN", "55000, UNKNOWN"
  })
  void holdsForWhatHasNothingToDoWithTheEvents(String state, Cause cause) {
    assertThat(PostgresErrors.outcomeOf(new SQLException("because", state)))
        .isEqualTo(
            new Outcome.Hold(
                cause, "PostgreSQL: because (SQLSTATE " + state + ")", Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P02", "22021", "23502", "23514"})
  void refusesWhatIsAboutTheEvents(String state) {
    assertThat(PostgresErrors.outcomeOf(new SQLException("because", state)))
        .isEqualTo(
            new Outcome.Refused(
                new Complaint(state, "", "PostgreSQL: because (SQLSTATE " + state + ")")));
  }

  @Test
  void saysNothingOfAnEventsContent() {
    var fault = new SQLException("ERROR: bad\n  Detail: Failing row contains (secret)", "23514");

    assertThat(PostgresErrors.outcomeOf(fault))
        .isEqualTo(
            new Outcome.Refused(
                new Complaint("23514", "", "PostgreSQL: ERROR: bad (SQLSTATE 23514)")));
  }

  @Test
  void holdsWhereThereIsNoStateAtAll() {
    assertThat(PostgresErrors.outcomeOf(new SQLException("because")))
        .isInstanceOfSatisfying(
            Outcome.Hold.class, hold -> assertThat(hold.cause()).isEqualTo(Cause.UNKNOWN));
  }
}
