package io.penstock.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.fixture.Corpora;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of JSONTestSuite: y_ must be accepted, n_ refused, i_ is for each parser to decide. */
class JsonCorpusTest {

  static Stream<Path> lawful() {
    return files("y_");
  }

  static Stream<Path> unlawful() {
    return files("n_");
  }

  static Stream<Path> undecided() {
    return files("i_");
  }

  private static Stream<Path> files(String prefix) {
    return Corpora.files("json-parsing/test_parsing").stream()
        .filter(file -> file.getFileName().toString().startsWith(prefix));
  }

  @Test
  void isWhole() {
    assertThat(lawful()).hasSize(45);
    assertThat(unlawful()).hasSize(101);
    assertThat(undecided()).hasSize(19);
  }

  @ParameterizedTest
  @MethodSource("lawful")
  void acceptsWhatIsJson(Path file) {
    assertThatCode(() -> Scanned.whole(Corpora.bytes(file))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("unlawful")
  void saysWhereItStopsBeingJson(Path file) {
    byte[] bytes = Corpora.bytes(file);

    var malformed = catchThrowableOfType(MalformedJson.class, () -> Scanned.whole(bytes));

    assertThat(malformed).isNotNull();
    assertThat(malformed.offset()).isBetween(0, bytes.length);
    assertThat(malformed.what()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("undecided")
  void decidesWithoutAFaultOfItsOwn(Path file) {
    byte[] bytes = Corpora.bytes(file);

    if (Scanned.accepts(bytes)) {
      assertThat(Jackson.accepts(bytes)).isTrue();
    }
  }
}
