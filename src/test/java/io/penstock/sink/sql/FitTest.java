package io.penstock.sink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.sink.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
  @ParameterizedTest
  @CsvSource({
    "integer, 2147483647",
    "INTEGER, -2147483648",
    "bigint, 9223372036854775807",
    "smallint, 12",
    "integer, 1.5",
    "double precision, 1e300",
    "DOUBLE, 7",
    "boolean, TRUE",
    "boolean, off",
    "uuid, 00000000-0000-4000-8000-00000000000a",
    "character varying(3), äöü",
    "text, anything",
    "jsonb, [1]",
    "numeric(3), who knows",
    "timestamp with time zone, tomorrow"
  })
  void fitsWhatTheColumnTakesOrMayTake(String type, String value) {
    assertThat(Fit.of(type).complaint("c", value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "integer, 2147483648, 22003, is no whole number from -2147483648 to 2147483647",
    "smallint, seven, 22003, is no whole number from -32768 to 32767",
    "double precision, nothing, 22P02, is no number",
    "uuid, 12, 22P02, is no UUID",
    "boolean, perhaps, 22P02, is no truth value",
    "varchar(3), four, 22001, is longer than 3 characters"
  })
  void complainsOfWhatItCannotTake(String type, String value, String code, String reason) {
    assertThat(Fit.of(type).complaint("c", value))
        .contains(new Complaint(code, "c", "the value of c " + reason));
  }

  @Test
  void aNumberIsComparedAsOne() {
    assertThat(Fit.of("smallint").complaint("c", 32_768.0)).isPresent();
    assertThat(Fit.of("smallint").complaint("c", 32_767.0)).isEmpty();
  }
}
