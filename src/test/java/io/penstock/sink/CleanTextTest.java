package io.penstock.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {
  private static final int LENGTH_MAX = 40;

  @ParameterizedTest
  @ValueSource(strings = {"a", "?", "ä", "€", "😀", "\u007f"})
  void whatIsWholeIsAsItWas(String part) {
    for (int length = 0; length <= LENGTH_MAX; length++) {
      String text = part.repeat(length);
      assertThat(CleanText.utf8(text)).isEqualTo(text.getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "?", "ä", "€", "😀"})
  void aLoneSurrogateBecomesItsReplacementWhereverItStands(String part) {
    for (int before = 0; before <= LENGTH_MAX; before++) {
      for (int behind = 0; behind <= 9; behind++) {
        String cleaned = part.repeat(before) + "\uFFFD" + part.repeat(behind);
        assertThat(CleanText.utf8(cleaned.replace('\uFFFD', '\ud800')))
            .isEqualTo(cleaned.getBytes(UTF_8));
      }
    }
  }

  @Test
  void surrogatesInTheWrongOrderAreTwoThatAreAlone() {
    assertThat(CleanText.utf8("x\udc00\ud800y")).isEqualTo("x\uFFFD\uFFFDy".getBytes(UTF_8));
  }
}
