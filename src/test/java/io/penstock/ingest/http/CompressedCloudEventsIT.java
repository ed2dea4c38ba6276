package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CloudEvents whose attributes are headers, and whose data come compressed. */
@ExtendWith(SharedNode.class)
class CompressedCloudEventsIT {
  private static final String JSON = "application/json";
  private static final String PNG = "image/png";

  private final TestNode node;

  CompressedCloudEventsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void jsonIsKeptInflated() throws IOException {
    byte[] json = "{\"total\":9.5}".getBytes(UTF_8);

    var record = recordOf(post("zipped-json", JSON, gzip(json)));

    assertThat(record.value()).isEqualTo(json);
    assertThat(Topic.header(record, "content-type")).isEqualTo(JSON);
    assertThat(Topic.headerNames(record)).doesNotContain("content-encoding");
    assertThat(inSink("zipped-json")).endsWith(",\"data\":{\"total\":9.5}}");
  }

  @Test
  void bytesOfAnyTypeAreKeptInflated() throws IOException {
    byte[] bytes = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};

    var record = recordOf(post("zipped-png", PNG, gzip(bytes)));

    assertThat(record.value()).isEqualTo(bytes);
    assertThat(Topic.header(record, "content-type")).isEqualTo(PNG);
    assertThat(inSink("zipped-png")).endsWith(",\"data_base64\":\"iVBORwD/\"}");
  }

  @Test
  void whatSaysItIsJsonMustBe() throws IOException {
    Answer answer = post("zipped-bad", JSON, gzip("{".getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_json");
  }

  @Test
  void whatDoesNotInflateIsNoData() {
    Answer answer = post("zipped-not", PNG, new byte[] {1, 2, 3});

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("broken_encoding");
  }

  private Answer post(String id, String contentType, byte[] body) {
    return node.door()
        .post(
            "/v1/cloudevents",
            body,
            "authorization",
            BEARER,
            "content-type",
            contentType,
            "content-encoding",
            "gzip",
            "ce-specversion",
            "1.0",
            "ce-id",
            id,
            "ce-source",
            "/it",
            "ce-type",
            "t");
  }

  private ConsumerRecord<byte[], byte[]> recordOf(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return node.topic("cloudevents").at(answer.json().getString("receipt"));
  }

  private String inSink(String id) {
    node.settle("cloudevents");
    return node.query("select data from cloudevents where id = '/it " + id + "'")
        .getFirst()
        .getString(0);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
