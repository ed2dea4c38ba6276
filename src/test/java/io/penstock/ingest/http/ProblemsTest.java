package io.penstock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  @Test
  void anyIdCanBeShown() {
    var errors = Problems.errors(List.of(new Violation(3, "\ud800\0\"é", "c", "/p~1", "d")));

    assertThat(errors.toBuffer().toString())
        .isEqualToIgnoringCase(
            "[{\"index\":3,\"id\":\"\\ud800\\u0000\\\"é\",\"code\":\"c\",\"pointer\":\"/p~1\",\"detail\":\"d\"}]");
  }
}
