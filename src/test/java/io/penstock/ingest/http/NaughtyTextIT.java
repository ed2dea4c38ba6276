package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Corpora;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Text that has broken other systems, on its way through the whole node. */
@ExtendWith(SharedNode.class)
class NaughtyTextIT {
  private static final JsonArray STRINGS =
      new JsonArray(new String(Corpora.bytes(Corpora.path("text-naughty/blns.json")), UTF_8));

  @Test
  void everyStringArrivesUnchangedInTheLogAndInTheSink(TestNode node) {
    List<String> events =
        IntStream.range(0, STRINGS.size())
            .mapToObj(i -> event("naughty-" + i, STRINGS.getString(i)))
            .toList();

    Answer answer = node.post("open", "[" + String.join(",", events) + "]");

    assertThat(answer.json().getInteger("accepted")).as(answer.text()).isEqualTo(515);
    node.settle("open");
    assertThat(node.topic("open").values()).containsAll(events);
    assertThat(node.query("select data from open where id like 'naughty-%'"))
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(events);
  }

  private static String event(String id, String text) {
    return new JsonObject().put("id", id).put("type", "naughty").put("text", text).encode();
  }
}
