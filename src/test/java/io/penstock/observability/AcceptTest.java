package io.penstock.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client would rather have. */
class AcceptTest {
  private static final String CHROME =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|PROBLEM_JSON",
        "application/problem+json|PROBLEM_JSON",
        "application/*|PROBLEM_JSON",
        "application/json|JSON",
        "Application/JSON ; charset=utf-8|JSON",
        "application/json;q=0.5|JSON",
        "application/problem+json, application/json|PROBLEM_JSON",
        "application/json, application/problem+json|PROBLEM_JSON",
        "application/json, application/problem+json;q=0.9|JSON",
        "application/json;q=0.9, application/problem+json;q=0.91|PROBLEM_JSON",
        "application/json, text/plain, */*|JSON",
        "*/*, application/problem+json;q=0.1|JSON",
        "application/*;q=0.2, text/*;q=0.3|TEXT",
        "text/plain|TEXT",
        "text/html|TEXT",
        "text/*, application/json;q=0.9|TEXT",
        "*/*;q=0.1, application/problem+json;q=0, application/json;q=0|TEXT",
        CHROME + "|TEXT",
        "image/png|PROBLEM_JSON",
        "application/json;q=0|PROBLEM_JSON",
        "*/*;q=0|PROBLEM_JSON",
      })
  void theFormIsTheOneThatIsPreferred(String accept, ProblemForm form) {
    assertThat(ProblemForm.preferred(List.of(accept))).isEqualTo(form);
  }

  @Test
  void linesOfTheHeaderAreOneList() {
    assertThat(ProblemForm.preferred(List.of("image/png", "text/plain;q=0.5", "application/json")))
        .isEqualTo(ProblemForm.JSON);
    assertThat(ProblemForm.preferred(List.of())).isEqualTo(ProblemForm.PROBLEM_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",,;,",
        ";q=1",
        "text/plain;q=",
        "text/plain;q=-1",
        "text/plain;q=2",
        "text/plain;q=0.1234",
        "text/plain;q=1e0",
        "text/plain;q=NaN",
        "text",
        "*/plain",
      })
  void whatCannotBeReadIsPassedOver(String accept) {
    assertThat(ProblemForm.preferred(List.of(accept))).isEqualTo(ProblemForm.PROBLEM_JSON);
    assertThat(ProblemForm.preferred(List.of(accept + ",application/json")))
        .isEqualTo(ProblemForm.JSON);
  }

  @Test
  void onlySoManyAreRead() {
    String others = String.join(",", Collections.nCopies(31, "image/png"));

    assertThat(ProblemForm.preferred(List.of(others + ",text/plain"))).isEqualTo(ProblemForm.TEXT);
    assertThat(ProblemForm.preferred(List.of(others, "image/png", "text/plain")))
        .isEqualTo(ProblemForm.PROBLEM_JSON);
    assertThat(ProblemForm.preferred(List.of(others + ",image/png,text/plain,text/plain")))
        .isEqualTo(ProblemForm.PROBLEM_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "GZIP|true",
        "gzip, deflate, br|true",
        "deflate, gzip;q=0.001|true",
        "*|true",
        "br, *;q=0.1|true",
        "gzip;q=0|false",
        "gzip;q=0, *|false",
        "*;q=0|false",
        "identity|false",
        "br|false",
        "gzipped|false",
        "''|false",
      })
  void anEncodingIsTakenWhereItIsNamed(String acceptEncoding, boolean taken) {
    assertThat(Accept.of(List.of(acceptEncoding)).takes("gzip")).isEqualTo(taken);
  }
}
