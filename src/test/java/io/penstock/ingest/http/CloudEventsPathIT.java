package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The path of CloudEvents is there only where a stream of theirs is named for it. */
class CloudEventsPathIT {
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/path\",\"type\":\"t\"}";

  @TempDir Path folder;

  /** No stream has the first name, and the stream of the second is of another kind. */
  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "open"})
  void aNodeWithoutAStreamForThemHasNoPathForThem(String stream) {
    try (var node = TestNode.start(folder, "ingest.http.cloudevents-stream=" + stream)) {
      Answer answer = post(node, "/v1/cloudevents");

      assertThat(answer.status()).as(answer.text()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("unknown_stream");
      assertThat(answer.json().getString("detail"))
          .isEqualTo("No stream has the path /v1/cloudevents.");
      assertThat(post(node, pathOf("cloudevents")).status()).isEqualTo(202);
    }
  }

  private static Answer post(TestNode node, String path) {
    return node.door()
        .post(path, EVENT, "authorization", BEARER, "content-type", "application/cloudevents+json");
  }
}
