package io.penstock.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  @ParameterizedTest
  @CsvSource({"'24 80\n',80", "'0 0\n',100", "'',100", "what,100"})
  void readsTheColumnsThatSttyAnswersElseGuesses(String answer, int columns) {
    assertThat(Terminal.columnsIn(answer)).isEqualTo(columns);
  }
}
