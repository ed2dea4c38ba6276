package io.penstock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "port,port,0",
    "prot,port,1",
    "pot,port,1",
    "porrt,port,1",
    "pork,port,1",
    "'',port,4"
  })
  void countsTheSlipsBetweenTwoWords(String from, String to, int slips) {
    assertThat(Spelling.slips(from, to)).isEqualTo(slips);
  }

  @Test
  void suggestsTheNearestOfTheKnownWords() {
    List<String> known = List.of("port", "host", "body-bytes-max");

    assertThat(Spelling.nearest("prt", known)).contains("port");
    assertThat(Spelling.nearest("body_bytes_max", known)).contains("body-bytes-max");
    assertThat(Spelling.nearest("bodyBytesMax", known)).contains("body-bytes-max");
    assertThat(Spelling.nearest("pt", known)).isEmpty();
  }

  @Test
  void doesNotCompareEndlessWords() {
    assertThat(Spelling.nearest("p".repeat(100_000), List.of("port"))).isEmpty();
  }
}
