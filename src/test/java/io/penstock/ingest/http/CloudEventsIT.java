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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents whose attributes stand in the body: one in structured mode, or a batch of them. */
@ExtendWith(SharedNode.class)
class CloudEventsIT {
  private static final String ONE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String GOOGLE = "cloudevents/google-cloudevents/examples/structured/";
  private static final String SDK = "cloudevents/sdk-java/formats/";
  private static final String JSON = SDK + "json-jackson/src/test/resources/";

  private final TestNode node;

  CloudEventsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void theEventsOfTheSdkAreKeptAsTheyCame() {
    Map<String, String> sent = new LinkedHashMap<>();
    for (Path file : Corpora.files(JSON + "v1").stream().filter(CloudEventsIT::isSound).toList()) {
      String event = event(file);
      Answer answer = post(event, ONE);
      assertThat(answer.status()).as(file + ": " + answer).isEqualTo(202);
      sent.put(answer.json().getString("receipt"), event);
    }
    assertThat(sent).hasSizeGreaterThanOrEqualTo(13);

    Topic topic = node.topic("cloudevents");
    node.settle("cloudevents");
    sent.forEach(
        (receipt, event) -> {
          var record = topic.at(receipt);
          assertThat(new String(record.value(), UTF_8)).isEqualTo(event);
          assertThat(Topic.headerNames(record)).containsExactly("penstock-request");
          String id = new JsonObject(event).getString("id");
          assertThat(node.query(row("http://localhost/source " + id)).getFirst())
              .containsExactly(event, "mock.test");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1/fail_numeric_decimal|/decimal",
        "v1/fail_numeric_long|/long",
        "v1/json_data_with_ext_invalid|/a_invalid_name",
        "v1/json_data_with_ext_upper_case|/aString,/aBoolean,/aNumber",
        "v03/fail_numeric_decimal|/decimal",
        "v03/fail_numeric_long|/long",
      })
  void whatTheSdkRefusesIsRefusedWithItsName(String file, String pointers) {
    Answer answer = post(event(Corpora.path(JSON + file + ".json")), ONE);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("events_invalid");
    assertThat(answer.errors())
        .extracting(error -> error.getString("pointer"))
        .containsExactly(pointers.split(",", -1));
  }

  static List<Path> oldEvents() {
    return Corpora.files(JSON + "v03").stream().filter(file -> !hasName(file, "fail_.*")).toList();
  }

  @ParameterizedTest
  @MethodSource("oldEvents")
  void anEarlierVersionIsRefused(Path file) {
    Answer answer = post(event(file), ONE);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.errors())
        .extracting(error -> error.getString("pointer"))
        .contains("/specversion");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pubsub/MessagePublishedData.json", "storage/StorageObjectDataWorkflows.json"})
  void eventsOfACloudAreFoundInTheSink(String file) {
    String event = event(Corpora.path(GOOGLE + file));
    JsonObject read = new JsonObject(event);

    assertThat(post(event, ONE).status()).isEqualTo(202);

    node.settle("cloudevents");
    assertThat(node.query(row(read.getString("source") + " " + read.getString("id"))).getFirst())
        .containsExactly(event, read.getString("type"));
  }

  /** Its extensions have names that version 1.0 forbids. */
  @Test
  void evenACloudIsToldWhichNamesAreWrong() {
    Answer answer =
        post(event(Corpora.path(GOOGLE + "audit/LogEntryData-bigqueryjobcompleted.json")), ONE);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errors())
        .extracting(error -> error.getString("pointer"))
        .containsExactly("/methodName", "/recordedTime", "/resourceName", "/serviceName");
  }

  @ParameterizedTest
  @CsvSource({
    "xml/src/test/resources/v1/json_data.xml,application/cloudevents+xml",
    "protobuf/src/test/resources/v1/json_data.proto.json,application/cloudevents+protobuf",
    "json-jackson/src/test/resources/v1/min.json,application/cloudevents+avro",
    "json-jackson/src/test/resources/v1/min.json,application/cloudevents-batch+xml",
    "json-jackson/src/test/resources/v1/min.json,application/cloudevents+json; charset=utf-16",
    "json-jackson/src/test/resources/v1/min.json,application/json",
    "json-jackson/src/test/resources/v1/min.json,text/plain",
  })
  void anotherFormatIsRefusedWithWhatIsExpected(String file, String type) {
    Answer answer = post(event(Corpora.path(SDK + file)), type);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
    assertThat(answer.json().getString("detail")).contains(type, ONE, BATCH, "ce-specversion");
  }

  @Test
  void inABatchABadEventCostsItself() {
    String batch =
        "[" + one("/b", "1") + ",{\"id\":\"2\"},7," + one("/b", "3").replace("1.0", "0.3") + "]";

    Answer answer = post(batch, BATCH + "; charset=utf-8");

    assertThat(answer.status()).as(answer.text()).isEqualTo(207);
    assertThat(answer.json().getInteger("accepted")).isEqualTo(1);
    assertThat(answer.json().getInteger("rejected")).isEqualTo(3);
    assertThat(answer.errors())
        .extracting(error -> error.getInteger("index") + error.getString("pointer"))
        .containsExactly("1/specversion", "1/source", "1/type", "2", "3/specversion");
    node.settle("cloudevents");
    assertThat(node.query(row("/b 1")).getFirst()).containsExactly(one("/b", "1"), "t");
    assertThat(node.query(row("/b 3"))).isEmpty();
  }

  @Test
  void aBatchWithoutAGoodEventIsRefused() {
    Answer answer = post("[{},{}]", BATCH);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).isEqualTo("Each of the 2 events breaks a rule.");
    assertThat(post("[]", BATCH).status()).isEqualTo(202);
  }

  @Test
  void eachModeHasItsOwnBody() {
    assertThat(post(one("/m", "1"), BATCH).code()).isEqualTo("malformed_json");
    assertThat(post("[" + one("/m", "2") + "]", ONE).errors().getFirst().getString("code"))
        .isEqualTo("not_an_object");
    assertThat(post("{\"events\":[" + one("/m", "3") + "]}", ONE).status()).isEqualTo(400);
  }

  @Test
  void anIdCountsWithinItsSource() {
    String batch = "[" + one("/x", "1") + "," + one("/y", "1") + "," + one("/x", "1") + "]";

    Answer answer = post(batch, BATCH);

    assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
    assertThat(answer.json().getInteger("duplicates")).isEqualTo(1);
    assertThat(post(one("/x", "1"), ONE).status()).isEqualTo(202);
    node.settle("cloudevents");
    assertThat(node.query("select id from cloudevents where id in ('/x 1', '/y 1') order by id"))
        .extracting(found -> found.getString(0))
        .containsExactly("/x 1", "/y 1");
  }

  @Test
  void theStreamHasItsOwnPathToo() {
    Answer answer =
        node.door()
            .post(
                pathOf("cloudevents"),
                one("/p", "1"),
                "authorization",
                BEARER,
                "content-type",
                ONE);

    assertThat(answer.json().getString("receipt")).startsWith("cloudevents~");
  }

  private Answer post(String body, String type) {
    return node.door().post("/v1/cloudevents", body, "authorization", BEARER, "content-type", type);
  }

  private static String row(String id) {
    return "select data, type from cloudevents where id = '" + id + "'";
  }

  private static String one(String source, String id) {
    return "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"%s\",\"id\":\"%s\"}"
        .formatted(source, id);
  }

  private static boolean isSound(Path file) {
    return !hasName(file, "fail_.*|.*_invalid.*|.*_upper_case.*");
  }

  private static boolean hasName(Path file, String pattern) {
    return file.getFileName().toString().matches(pattern);
  }

  /** They all have the same id; here each has its file's name. */
  private static String event(Path file) {
    return new String(Corpora.bytes(file), UTF_8)
        .strip()
        .replaceFirst("\"id\": *\"1\"", "\"id\": \"" + file.getFileName() + "\"");
  }
}
