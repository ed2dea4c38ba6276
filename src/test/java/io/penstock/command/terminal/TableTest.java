package io.penstock.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() {
    Table table =
        Table.of(List.of("node", "lag", "state"))
            .row(List.of("a", 12_345, "live"))
            .row(Arrays.asList("node-b", null, "gone"));

    assertThat(table.lines(80))
        .containsExactly(
            "node      lag  state", //
            "------  -----  -----",
            "a       12345  live",
            "node-b   null  gone");
  }

  @Test
  void showsTitlesWithoutRows() {
    assertThat(Table.of(List.of("a", "b")).lines(80)).containsExactly("a  b", "-  -");
  }

  @Test
  void letsOnlyTheWidestColumnsGiveWay() {
    Table table =
        Table.of(List.of("id", "one", "two"))
            .row(List.of("narrow", "x".repeat(30), "y".repeat(40)));

    assertThat(table.lines(30))
        .containsExactly(
            "id      one         two",
            "------  ----------  ----------",
            "narrow  xxxxxxxxx…  yyyyyyyyy…");
  }

  @Test
  void keepsAFewLettersOfEachColumnHoweverManyThereAre() {
    Table table = Table.of(List.of("one", "two")).row(List.of("x".repeat(30), "y".repeat(40)));

    assertThat(table.lines(5).getLast()).isEqualTo("xxxxxxx…  yyyyyyy…");
  }

  @Test
  void countsWideCharactersTwice() {
    Table table = Table.of(List.of("name", "n")).row(List.of("中文字", 1)).row(List.of("é", 2));

    assertThat(table.lines(80)).containsExactly("name    n", "------  -", "中文字  1", "é       2");
  }

  @Test
  void cutsWideCharactersWhole() {
    Table table = Table.of(List.of("name")).row(List.of("中".repeat(10)));

    assertThat(table.lines(8).getLast()).isEqualTo("中中中…");
  }

  @Test
  void printsNothingThatATerminalWouldObey() {
    Table table = Table.ofPairs().row(List.of("a\nb\tc\r\u001b[2J\u202e", "\ud800"));

    assertThat(table.lines(80)).containsExactly("a\\nb\\tc\\r\\u001b[2J\\u202e  \\ud800");
  }
}
