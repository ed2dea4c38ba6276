package io.penstock.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Broker;
import io.penstock.fixture.ForeignClient;
import io.penstock.fixture.Topic;
import io.penstock.ledger.Counts;
import io.penstock.log.Position;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream's topic is somebody else's, and its records did not come through our door. */
class ForeignTopicIT extends DeliveryStage {
  private final ForeignClient client = ForeignClient.of(topic);

  ForeignTopicIT() {
    super(1);
  }

  private void settledUpTo(long next, Counts counts) throws InterruptedException {
    Settled last = nextSettled();
    while (last.checkpoint().next() < next) {
      last = nextSettled();
    }
    assertThat(last.checkpoint()).isEqualTo(reached(next, counts));
    assertThat(last.checkpoint().unexplained()).isZero();
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return Broker.read(stream.deadLetterTopic()).records();
  }

  @Test
  void aDeadLetterHasTheKeyTheBytesAndTheHeadersOfItsWriter() throws InterruptedException {
    client.writesWith("their key", "no event", "their-header", "their value");

    deliver("batch: {linger: 0s}");

    settledUpTo(1, new Counts(0, 0, 0, 0, 1));
    ConsumerRecord<byte[], byte[]> letter = deadLetters().getFirst();
    assertThat(letter.key()).isEqualTo("their key".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("no event".getBytes(UTF_8));
    assertThat(Topic.header(letter, "their-header")).isEqualTo("their value");
    assertThat(Topic.header(letter, "penstock-event-id")).isEqualTo(topic + "-0-0");
    assertThat(Topic.header(letter, "penstock-tenant")).isEqualTo("tenant");
  }

  @Test
  void aTombstoneIsADeadLetterWithoutAValue() throws InterruptedException {
    client.writesWith("key", null);
    client.writesWith("key", "{\"id\":\"next\"}");

    deliver("batch: {linger: 0s}");

    settledUpTo(2, new Counts(1, 0, 0, 0, 1));
    ConsumerRecord<byte[], byte[]> letter = deadLetters().getFirst();
    assertThat(letter.value()).isNull();
    assertThat(Topic.header(letter, "penstock-error-code")).isEqualTo("no_value");
    assertThat(sink.stored()).containsExactly("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "1", "\"text\"", "null", "{\"id\":\"a\"} {}", "{\"id\":"})
  void whatIsNoJsonObjectIsADeadLetter(String value) throws InterruptedException {
    client.writes(value, "{\"id\":\"next\"}");

    deliver("batch: {linger: 0s}");

    settledUpTo(2, new Counts(1, 0, 0, 0, 1));
    assertThat(deadLetters().getFirst().value()).isEqualTo(value.getBytes(UTF_8));
    assertThat(sink.stored()).containsExactly("next");
  }

  @Test
  void anEventWithoutAnIdIsKnownByItsPlace() throws InterruptedException {
    client.writes("{}", "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":{}}", "{\"id\":true}");

    deliver("batch: {linger: 0s}");

    settledUpTo(5, new Counts(5, 0, 0, 0, 0));
    assertThat(sink.stored())
        .containsExactlyInAnyOrder(
            topic + "-0-0", topic + "-0-1", topic + "-0-2", topic + "-0-3", topic + "-0-4");
  }

  @Test
  void ofTwoFieldsWithOneNameTheLastIsRead() throws InterruptedException {
    client.writes("{\"id\":\"first\",\"id\":\"last\"}");

    deliver("batch: {linger: 0s}");

    settledUpTo(1, new Counts(1, 0, 0, 0, 0));
    assertThat(sink.stored()).containsExactly("last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
  void compressedBatchesAreRead(String compression) throws InterruptedException {
    try (var compressing =
        ForeignClient.with(topic, Map.of("compression.type", compression, "linger.ms", 100))) {
      compressing.writes("{\"id\":\"1\"}", "{\"id\":\"2\"}");
    }

    deliver("batch: {linger: 0s}");

    settledUpTo(2, new Counts(2, 0, 0, 0, 0));
    assertThat(sink.stored()).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void onlyWhatATransactionCommitsIsDeliveredAndItsMarksAreExplained() throws InterruptedException {
    try (var transactions = ForeignClient.transactional(topic)) {
      transactions.commits("{\"id\":\"1\"}", "{\"id\":\"2\"}");
      transactions.aborts("{\"id\":\"withdrawn\"}");
      transactions.commits("{\"id\":\"3\"}");
    }

    deliver("batch: {linger: 0s}");

    settledUpTo(7, new Counts(3, 0, 0, 0, 0, 4));
    assertThat(sink.stored()).containsExactlyInAnyOrder("1", "2", "3");
    waitUntilCommitted(new Position(7, "1,0,3,0,0,0,0+4"));
  }

  @Test
  void aTransactionThatIsAbortedWithNothingBehindItLeavesNothingWaiting()
      throws InterruptedException {
    try (var transactions = ForeignClient.transactional(topic)) {
      transactions.aborts("{\"id\":\"1\"}", "{\"id\":\"2\"}");
    }

    deliver("batch: {linger: 0s}");

    settledUpTo(3, new Counts(0, 0, 0, 0, 0, 3));
    assertThat(sink.stored()).isEmpty();
  }

  /** Larger than any that the door lets in, but small for the broker, which sees it compressed. */
  @Test
  void aLargeRecordIsADeadLetterToo() throws InterruptedException {
    String large = "x".repeat(4 << 20);
    try (var others =
        ForeignClient.with(topic, Map.of("compression.type", "lz4", "max.request.size", 8 << 20))) {
      others.writes(large);
    }

    deliver("batch: {linger: 0s}");

    settledUpTo(1, new Counts(0, 0, 0, 0, 1));
    assertThat(deadLetters().getFirst().value()).isEqualTo(large.getBytes(UTF_8));
  }
}
