package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.Corpora;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** CloudEvents whose attributes are headers: the body is the data, whatever they are. */
@ExtendWith(SharedNode.class)
class BinaryCloudEventsIT {
  private static final String JSON = "application/json";

  private final TestNode node;

  BinaryCloudEventsIT(TestNode node) {
    this.node = node;
  }

  static List<FeatureRequest> requestsOfTheConformanceSuite() {
    return FeatureRequest.all(
        Corpora.path("cloudevents/conformance-main/features/http-protocol-binding.feature"));
  }

  @ParameterizedTest
  @MethodSource("requestsOfTheConformanceSuite")
  void requestsOfTheConformanceSuiteAreUnderstood(FeatureRequest request) {
    Answer answer = post(request.body().getBytes(UTF_8), request.headers());

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonObject event =
        eventInSink("/mycontext/subcontext", String.valueOf(request.attributes().get("id")));
    assertThat(event.getValue("data")).isEqualTo(Json.decodeValue(request.data()));
    event.remove("data");
    assertThat(event.getMap()).isEqualTo(request.attributes());
  }

  static Stream<Path> dataOfACloud() {
    String folder = "cloudevents/google-cloudevents/examples/binary/";
    return Corpora.files(folder).stream()
        .flatMap(of -> Corpora.files(folder + of.getFileName()).stream());
  }

  @ParameterizedTest
  @MethodSource("dataOfACloud")
  void dataAreKeptAsTheyCameAndTheAttributesBeside(Path file) {
    String id = file.getFileName().toString();
    byte[] data = Corpora.bytes(file);

    var record = recordOf(post(data, attributes(id, "content-type", JSON, "CE-Region", "eu")));

    assertThat(record.value()).isEqualTo(data);
    assertThat(Topic.headerNames(record))
        .containsExactlyInAnyOrder(
            "penstock-request",
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_region",
            "content-type");
    assertThat(Topic.header(record, "ce_id")).isEqualTo(id);
    assertThat(Topic.header(record, "ce_region")).isEqualTo("eu");
    assertThat(Topic.header(record, "content-type")).isEqualTo(JSON);
    assertThat(dataInSink(id))
        .endsWith(",\"data\":" + new String(data, UTF_8) + "}")
        .contains("\"id\":\"" + id + "\"", "\"region\":\"eu\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Euro%20%E2%82%AC%20%F0%9F%98%80|Euro € 😀",
        "%c3%a9|é",
        "100%|100%",
        "%2525|%25",
        "%zz|%zz",
        "\"a \\\"b\\\" %E2%82%AC\"|a \"b\" €",
      })
  void theValueOfAnAttributeIsDecodedOnce(String sent, String meant) {
    String id = "decoded-" + meant.hashCode();

    var record = recordOf(post(new byte[0], attributes(id, "ce-subject", sent)));

    assertThat(Topic.header(record, "ce_subject")).isEqualTo(meant);
    assertThat(eventInSink("/it", id).getString("subject")).isEqualTo(meant);
  }

  @Test
  void bytesOfUtf8AreTakenAsTheyAre() {
    try (var wire = node.door().wire()) {
      Answer answer =
          wire.head(
                  "POST /v1/cloudevents HTTP/1.1",
                  "host: test",
                  "authorization: " + BEARER,
                  "ce-specversion: 1.0",
                  "ce-id: raw",
                  "ce-source: /it",
                  "ce-type: t",
                  "ce-subject: "
                      + new String(
                          "é €".getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1),
                  "content-length: 0")
              .answer();

      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }
    assertThat(eventInSink("/it", "raw").getString("subject")).isEqualTo("é €");
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    Answer answer = post(new byte[0], attributes("no-utf8", "ce-subject", "%ff"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("bad_parameter");
    assertThat(answer.json().getString("detail")).startsWith("ce-subject must be UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ce-specversion|0.3|/specversion",
        "ce-id||/id",
        "ce-source|a%20b|/source",
        "ce-time|noon|/time",
        "ce-subject|a%0Ab|/subject",
        "ce-a_b|x|/a_b",
        "ce-data|x|/data",
      })
  void anAttributeThatIsNoneIsNamed(String header, String value, String pointer) {
    String[] headers = attributes("bad", header, value == null ? "" : value);

    Answer answer = post(new byte[0], headers);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.errors())
        .extracting(error -> error.getString("pointer"))
        .containsExactly(pointer);
  }

  @Test
  void headersWithoutThoseThatAnEventNeedsAreRefused() {
    Answer answer = post("{}".getBytes(UTF_8), "content-type", JSON, "ce-id", "1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errors())
        .extracting(error -> error.getString("pointer"))
        .containsExactly("/specversion", "/source", "/type");
  }

  @Test
  void dataThatSayTheyAreJsonMustBe() {
    Answer answer = post("{\"a\":01}".getBytes(UTF_8), attributes("1", "content-type", JSON));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_json");
    assertThat(answer.json().getString("detail")).startsWith("At byte 6: ");
  }

  @Test
  void dataOfAnyTypeReachTheSink() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};

    assertThat(recordOf(post(png, attributes("png", "content-type", "image/png"))).value())
        .isEqualTo(png);
    post("a \"b\"\n".getBytes(UTF_8), attributes("text", "content-type", "text/plain"));
    post(new byte[0], attributes("none"));

    assertThat(dataInSink("png")).endsWith(",\"data_base64\":\"iVBORwD/\"}");
    assertThat(eventInSink("/it", "text").getString("data")).isEqualTo("a \"b\"\n");
    assertThat(eventInSink("/it", "none").fieldNames())
        .containsExactlyInAnyOrder("specversion", "id", "source", "type");
  }

  @Test
  void theColumnsComeFromTheAttributes() {
    post(new byte[0], attributes("columns", "ce-time", "2018-04-05T03:56:24.5Z"));

    node.settle("cloudevents");
    assertThat(
            node.query("select type, epoch_ms(time) from cloudevents where id = '/it columns'")
                .getFirst())
        .containsExactly("com.example.it", 1_522_900_584_500L);
  }

  @Test
  void theFirstOfTwoWithTheSameIdentityStays() {
    post("1".getBytes(UTF_8), attributes("again", "content-type", JSON));
    post("2".getBytes(UTF_8), attributes("again", "content-type", JSON));

    node.settle("cloudevents");
    assertThat(node.query("select id from cloudevents where id = '/it again'")).hasSize(1);
  }

  @Test
  void dataHaveTheBoundOfEvents() {
    Answer answer = post(new byte[(64 << 10) + 1], attributes("large"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("event_too_large");
  }

  private Answer post(byte[] body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "authorization";
    all[headers.length + 1] = BEARER;
    return node.door().post("/v1/cloudevents", body, all);
  }

  private ConsumerRecord<byte[], byte[]> recordOf(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return node.topic("cloudevents").at(answer.json().getString("receipt"));
  }

  private String dataInSink(String id) {
    node.settle("cloudevents");
    return node.query("select data from cloudevents where id = '/it " + id + "'")
        .getFirst()
        .getString(0);
  }

  private JsonObject eventInSink(String source, String id) {
    node.settle("cloudevents");
    String identity = source + " " + id;
    return new JsonObject(
        node.query("select data from cloudevents where id = '" + identity + "'")
            .getFirst()
            .getString(0));
  }

  /** The headers that an event needs; those given take their place or stand beside them. */
  private static String[] attributes(String id, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    String[] needed = {
      "ce-specversion", "1.0", "ce-id", id, "ce-source", "/it", "ce-type", "com.example.it"
    };
    for (int i = 0; i < needed.length; i += 2) {
      if (!headers.contains(needed[i])) {
        headers.addAll(List.of(needed[i], needed[i + 1]));
      }
    }
    return headers.toArray(String[]::new);
  }
}
