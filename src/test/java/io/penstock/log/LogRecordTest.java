package io.penstock.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.event.cloudevents.Attributes;
import io.penstock.log.Letter.Other;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LogRecordTest {
  private final ConsumerRecord<byte[], byte[]> record =
      new ConsumerRecord<>("topic", 0, 7, null, "{}".getBytes(UTF_8));

  @Test
  void keepsWhatTheDoorWroteApartFromTheSendersHeaders() {
    record.headers().add("penstock-request", bytes("stamp"));
    record.headers().add("penstock-event-id", bytes("e-1"));
    record.headers().add("traceparent", bytes("00-1"));

    LogRecord ours = ours();

    assertThat(ours.stamp()).isEqualTo(bytes("stamp"));
    assertThat(ours.id()).isEqualTo(bytes("e-1"));
    assertThat(ours.others()).extracting(Other::name).containsExactly("traceparent");
    assertThat(ours.attributes()).isNull();
    assertThat(ours.letter()).isEmpty();
  }

  @Test
  void readsAForeignCloudEventWhoseHeadersHaveNoValue() {
    record.headers().add(Attributes.MARK, bytes("1.0"));
    record.headers().add("ce_source", null);
    record.headers().add("ce_id", bytes("e-1"));

    Attributes attributes = Objects.requireNonNull(ours().attributes());

    assertThat(attributes.all())
        .extracting(attribute -> attribute.name() + "=" + attribute.value())
        .containsExactly("specversion=1.0", "id=e-1");
  }

  private LogRecord ours() {
    return new LogRecord(new Partition("topic", 0), record);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
