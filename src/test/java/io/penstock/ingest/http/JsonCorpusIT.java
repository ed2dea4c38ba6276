package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Corpora;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every way to write JSON well, badly or doubtfully, on its way through the whole node. */
@ExtendWith(SharedNode.class)
class JsonCorpusIT {
  private static final List<Path> FILES = Corpora.files("json-parsing/test_parsing");

  @Test
  void asAFieldGoodJsonArrivesUnchangedAndBadJsonIsRefusedWithItsPlace(TestNode node) {
    Map<String, byte[]> accepted = new LinkedHashMap<>();
    for (int i = 0; i < FILES.size(); i++) {
      String file = FILES.get(i).getFileName().toString();
      byte[] event = event(i, FILES.get(i));
      Answer answer = node.post("parsing", event);
      switch (file.charAt(0)) {
        case 'y' -> assertThat(answer.status()).as(file).isEqualTo(202);
        case 'n' -> refusedWithItsPlace(file, answer);
        default -> assertThat(answer.status()).as(file).isIn(202, 400, 422);
      }
      if (answer.status() == 202) {
        accepted.put(answer.json().getString("receipt"), event);
      }
    }

    node.settle("parsing");
    Topic topic = node.topic("parsing");
    accepted.forEach((receipt, event) -> assertThat(topic.at(receipt).value()).isEqualTo(event));
    assertThat(dataOf(node))
        .containsExactlyInAnyOrderElementsOf(
            accepted.values().stream().map(bytes -> new String(bytes, UTF_8)).toList());
  }

  @Test
  void asTheWholeBodyNothingIsOurFault(TestNode node) {
    Map<String, Integer> faults =
        FILES.stream()
            .collect(
                Collectors.toMap(
                    Path::toString, file -> node.post("open", Corpora.bytes(file)).status()));

    assertThat(faults).allSatisfy((file, status) -> assertThat(status).as(file).isLessThan(500));
  }

  private static void refusedWithItsPlace(String file, Answer answer) {
    assertThat(answer.status()).as(file).isEqualTo(400);
    assertThat(answer.json().getString("detail")).as(file).matches("At byte \\d+: .+");
  }

  private static byte[] event(int id, Path value) {
    var event = new ByteArrayOutputStream();
    event.writeBytes(("{\"id\":" + id + ",\"type\":\"t\",\"v\":").getBytes(UTF_8));
    event.writeBytes(Corpora.bytes(value));
    event.write('}');
    return event.toByteArray();
  }

  private static List<String> dataOf(TestNode node) {
    return node.query("select data from parsing where type = 't'").stream()
        .map((JsonArray row) -> row.getString(0))
        .toList();
  }
}
