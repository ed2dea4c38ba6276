package io.penstock.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Map<String, String> ACCEPTED = Map.of("a", print("1"), "b", print("2"));

  private final Verdict.Reader reader = new Verdict.Reader(ACCEPTED);

  private static String print(String data) {
    return new Fingerprint().of(data.getBytes(UTF_8));
  }

  @Test
  void isCleanWhereEveryEventIsThereOnce() {
    reader.row("b", "2");
    reader.row("a", "1");

    assertThat(reader.verdict())
        .isEqualTo(new Verdict(2, List.of(), List.of(), List.of(), List.of()));
    assertThat(reader.verdict().isClean()).isTrue();
  }

  @Test
  void missesWhatIsLost() {
    reader.row("a", "1");

    assertThat(reader.verdict().lost()).containsExactly("b");
    assertThat(reader.verdict().isClean()).isFalse();
  }

  @Test
  void seesWhatIsThereTwice() {
    reader.row("a", "1");
    reader.row("b", "2");
    reader.row("a", "1");

    assertThat(reader.verdict().twice()).containsExactly("a");
    assertThat(reader.verdict().isClean()).isFalse();
  }

  @Test
  void seesOneOtherByte() {
    reader.row("a", "1");
    reader.row("b", "2 ");

    assertThat(reader.verdict().changed()).containsExactly("b");
    assertThat(reader.verdict().isClean()).isFalse();
  }

  @Test
  void seesWhatNobodySent() {
    reader.row("a", "1");
    reader.row("b", "2");
    reader.row("c", "3");

    assertThat(reader.verdict().unexpected()).containsExactly("c");
    assertThat(reader.verdict().isClean()).isFalse();
  }
}
