package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Corpora;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of others are in the log and in the sink, byte for byte, however they were sent. */
@ExtendWith(SharedNode.class)
class RealEventsIT {
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";

  private final TestNode node;

  RealEventsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void eventsOfAnSdkComeTogether() {
    List<String> events = RealEvents.segment();
    List<String> lines = events.stream().map(RealEventsIT::compact).toList();
    assertThat(events).hasSize(75);

    for (String coding : List.of("identity", "gzip")) {
      assertAccepted(
          75, post("segment", "[\n" + String.join(" ,\n", events) + "\n]", JSON, coding));
      assertAccepted(75, post("segment", String.join("\n", lines), NDJSON, coding));
    }

    assertArrived("segment", Map.of(), concat(events, lines, events, lines));
  }

  @Test
  void eventsOfACloudComeOneByOne() {
    List<Path> files = RealEvents.aws();
    assertThat(files).hasSize(104);
    List<Path> sound = new ArrayList<>(files);
    sound.removeIf(file -> file.endsWith("dynamodb-event-malformed.2.json"));
    assertThat(sound).hasSize(103);

    assertFilesArrive("aws", sound);
  }

  @Test
  void anEventOfACloudThatIsBrokenIsRefusedWithItsPlace() {
    String broken = "events-aws/dynamodb-event-malformed.2.json";

    for (String coding : List.of("identity", "gzip")) {
      Answer answer = post("aws", RealEvents.text(Corpora.path(broken)), JSON, coding);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("malformed_json");
      assertThat(answer.json().getString("detail")).startsWith("At byte 2968: ");
    }
  }

  @Test
  void webhooksComeOneByOne() {
    List<Path> files = RealEvents.webhooks();
    assertThat(files).hasSize(147);

    assertFilesArrive("webhooks", files);
  }

  @Test
  void examplesOfSchemasComeOneByOneAndTogether() {
    List<List<String>> schemas = RealEvents.wikimedia();
    assertThat(schemas).hasSize(17);
    List<String> events = schemas.stream().flatMap(List::stream).toList();

    Map<String, String> kept = new LinkedHashMap<>();
    events.forEach(event -> kept.put(place(post("wikimedia", event, JSON, "identity")), event));
    assertAccepted(events.size(), post("wikimedia", String.join("\n", events), NDJSON, "gzip"));

    assertArrived("wikimedia", kept, events);
  }

  /** Each as it stands, plain and compressed, and all of them as lines. */
  private void assertFilesArrive(String stream, List<Path> files) {
    List<String> lines = new ArrayList<>();
    Map<String, String> kept = new LinkedHashMap<>();
    for (Path file : files) {
      String text = RealEvents.text(file);
      kept.put(place(post(stream, text, JSON, "identity")), text.strip());
      kept.put(place(post(stream, text, JSON, "gzip")), text.strip());
      lines.add(compact(text));
    }
    assertAccepted(files.size(), post(stream, String.join("\n", lines), NDJSON, "gzip"));

    assertArrived(stream, kept, lines);
  }

  /** What came alone is where its receipt says. */
  private void assertArrived(String stream, Map<String, String> alone, List<String> together) {
    List<String> all = concat(alone.values(), together);
    Topic topic = node.topic(stream);

    assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(all);
    alone.forEach(
        (place, event) -> assertThat(topic.at(place).value()).isEqualTo(event.getBytes(UTF_8)));
    node.settle(stream);
    assertThat(node.query("select data from " + stream))
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  private static String place(Answer answer) {
    assertAccepted(1, answer);
    return answer.json().getString("receipt");
  }

  private static void assertAccepted(int events, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(events);
  }

  private Answer post(String stream, String body, String type, String coding) {
    byte[] bytes = body.getBytes(UTF_8);
    return node.door()
        .post(
            pathOf(stream),
            coding.equals("gzip") ? gzip(bytes) : bytes,
            "authorization",
            BEARER,
            "content-type",
            type,
            "content-encoding",
            coding);
  }

  private static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String compact(String event) {
    return new JsonObject(event).encode();
  }

  @SafeVarargs
  private static List<String> concat(Collection<String>... parts) {
    List<String> all = new ArrayList<>();
    for (Collection<String> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
