package io.penstock.ingest.http;

import static io.penstock.fixture.TestNode.BEARER;
import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Answer;
import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import io.penstock.fixture.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the log holds of an event: the sender's bytes, and at most three headers. */
@ExtendWith(SharedNode.class)
class LogRecordsIT {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final TestNode node;

  LogRecordsIT(TestNode node) {
    this.node = node;
  }

  @Test
  void theBytesAreTheSenders() {
    String event = "{ \"id\" : 12345678901234567890, \"n\":1.10e+2,\t\"text\":\"\\u00e4ä\" }";

    var record = recordOf("  " + event + "\n");

    assertThat(new String(record.value(), UTF_8)).isEqualTo(event);
  }

  @Test
  void oneHeaderTellsOfTheRequest() {
    var record = recordOf("{\"id\":\"headers-1\"}");

    assertThat(Topic.headerNames(record)).containsExactly("penstock-request");
    assertThat(Topic.header(record, "penstock-request"))
        .matches("1;00000000-0000-0000-0000-000000000000;\\d{16};127\\.0\\.0\\.1;static");
  }

  @Test
  void aTraceTravelsAlong() {
    var record = recordOf("{\"id\":\"headers-2\"}", "traceparent", TRACE);

    assertThat(Topic.headerNames(record)).containsExactly("penstock-request", "traceparent");
    assertThat(Topic.header(record, "traceparent")).isEqualTo(TRACE);
  }

  @Test
  void whatIsNoTraceStaysBehind() {
    var record = recordOf("{\"id\":\"headers-3\"}", "traceparent", TRACE + ";drop");

    assertThat(Topic.headerNames(record)).containsExactly("penstock-request");
  }

  @Test
  void onlyAnEventWithoutAnIdIsGivenOne() {
    var record = recordOf("{\"v\":\"no id\"}", "traceparent", TRACE);

    assertThat(Topic.headerNames(record))
        .containsExactlyInAnyOrder("penstock-request", "traceparent", "penstock-event-id");
    String id = Topic.header(record, "penstock-event-id");
    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    node.settle("open");
    assertThat(node.query("select data from open where id = '" + id + "'").getFirst())
        .containsExactly("{\"v\":\"no id\"}");
  }

  private ConsumerRecord<byte[], byte[]> recordOf(String event, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "authorization";
    all[headers.length + 1] = BEARER;
    Answer answer = node.door().post(pathOf("open"), event, all);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return node.topic("open").at(answer.json().getString("receipt"));
  }
}
