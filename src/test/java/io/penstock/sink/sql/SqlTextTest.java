package io.penstock.sink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "why?, why?",
    "häßlich 漢字 😀, häßlich 漢字 😀",
    "a\u0000b, a\uFFFDb",
    "a\uD800, a\uFFFD",
    "\uDC00b, \uFFFDb",
    "a\uD83D?, a\uFFFD?"
  })
  void replacesWhatNoDatabaseHolds(String text, String expected) {
    assertThat(SqlText.clean(text)).isEqualTo(expected);
    assertThat(SqlText.utf8(text)).isEqualTo(expected.getBytes(UTF_8));
  }
}
