package io.penstock.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import io.penstock.sink.Outcome.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "159, CAPACITY, 5",
    "202, CAPACITY, 5",
    "216, CAPACITY, 1",
    "241, CAPACITY, 5",
    "242, CAPACITY, 5",
    "243, CAPACITY, 5",
    "252, CAPACITY, 5",
    "319, CAPACITY, 5",
    "164, ACCESS, 5",
    "497, ACCESS, 5",
    "516, ACCESS, 5",
    "16, SCHEMA, 1",
    "60, SCHEMA, 1",
    "81, SCHEMA, 1",
    "49, UNKNOWN, 5",
    "1002, UNKNOWN, 5"
  })
  void holdsForWhatHasNothingToDoWithTheEvents(int code, Cause cause, int seconds) {
    assertThat(outcome(500, code, "Code: " + code + ". DB::Exception: because. (NAME)"))
        .isEqualTo(
            new Outcome.Hold(
                cause,
                "ClickHouse: because. (NAME) (code " + code + ")",
                Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 27, 53, 117, 321, 469, 691})
  void refusesWhatIsAboutTheEvents(int code) {
    assertThat(outcome(400, code, "Code: " + code + ". DB::Exception: secret: (THE_NAME) (v 26)"))
        .isEqualTo(
            new Outcome.Refused(
                new Complaint(
                    Integer.toString(code), "", "ClickHouse: THE_NAME (code " + code + ")")));
  }

  @ParameterizedTest
  @CsvSource({
    "401, ACCESS",
    "403, ACCESS",
    "404, SCHEMA",
    "429, CAPACITY",
    "500, CAPACITY",
    "502, CAPACITY",
    "503, CAPACITY",
    "504, CAPACITY",
    "418, UNKNOWN"
  })
  void readsTheStatusOfWhoeverAnswersInItsPlace(int status, Cause cause) {
    assertThat(outcome(status, 0, "<html>"))
        .isEqualTo(
            new Outcome.Hold(cause, "ClickHouse: HTTP status " + status, Duration.ofSeconds(5)));
  }

  @Test
  void halvesWhatIsTooLarge() {
    assertThat(outcome(413, 0, "")).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aTypeThatIsNotTheColumnsIsNoFaultOfAnEvent() {
    String body =
        "Code: 117. DB::Exception: Type of 'b' must be String, not UInt8: (while reading header):"
            + " While executing BinaryRowInputFormat. (INCORRECT_DATA)";

    assertThat(outcome(400, 117, body))
        .isInstanceOfSatisfying(
            Outcome.Hold.class, hold -> assertThat(hold.cause()).isEqualTo(Cause.SCHEMA));
  }

  /** Any sender can write what the server says of the header. */
  @Test
  void anEventThatQuotesTheServerIsStillRefused() {
    String body =
        "Code: 117. DB::Exception: Cannot parse JSON object here: {\"m\":\"Type of 'b' must be"
            + " String, not UInt8: (while reading header)\"}: (at row 1): While executing"
            + " BinaryRowInputFormat. (INCORRECT_DATA)";

    assertThat(outcome(400, 117, body))
        .isEqualTo(
            new Outcome.Refused(new Complaint("117", "", "ClickHouse: INCORRECT_DATA (code 117)")));
  }

  @Test
  void saysNothingOfAnEventsContent() {
    for (String body :
        new String[] {
          "Code: 117. DB::Exception: Cannot parse JSON object here: {\"a\":\"secret\"}: (at row 1)",
          "Code: 27. DB::Exception: Cannot parse input: expected ',' before: 'secret'",
          "Code: 469. DB::Exception: Constraint `c` is violated: {\"x\":\"secret\"}",
          "Code: 6. DB::Exception: Cannot parse string 'secret' as UInt8",
          "Code: 376. DB::Exception: Cannot parse uuid secret",
          "Code: 469. DB::Exception: Constraint is violated. Column values: card = secret. (X)"
        }) {
      int code = Integer.parseInt(body.substring(6, body.indexOf('.')));
      assertThat(outcome(400, code, body).toString()).doesNotContain("secret");
    }
  }

  private static Outcome outcome(int status, int code, String body) {
    return ClickHouseErrors.outcomeOf(new Refusal(status, code, body));
  }
}
