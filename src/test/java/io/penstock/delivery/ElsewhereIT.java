package io.penstock.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Broker;
import io.penstock.fixture.Topic;
import io.penstock.ledger.Counts;
import io.penstock.log.Failure.Kind;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Events that a sink does not take: they go to the dead letters, or are tried again later. */
class ElsewhereIT extends DeliveryStage {
  ElsewhereIT() {
    super(1);
  }

  @Test
  void aRecordThatIsNoEventIsADeadLetterAndItsNeighboursAreDelivered() throws InterruptedException {
    produce("{\"id\":\"1\"}", "not json", "{\"id\":\"3\"}");

    deliver("batch: {linger: 0s}");

    settledUpTo(3, new Counts(2, 0, 0, 0, 1));
    ConsumerRecord<byte[], byte[]> letter = onlyDeadLetter();
    assertThat(letter.value()).isEqualTo("not json".getBytes(UTF_8));
    assertThat(Topic.header(letter, "penstock-error-class")).isEqualTo("unreadable");
    assertThat(Topic.header(letter, "penstock-error-code")).isEqualTo("not_json");
    assertThat(Topic.header(letter, "penstock-error-message")).startsWith("at byte 0: ");
    assertThat(Topic.header(letter, "penstock-origin-topic")).isEqualTo(topic);
    assertThat(Topic.header(letter, "penstock-origin-partition")).isEqualTo("0");
    assertThat(Topic.header(letter, "penstock-origin-offset")).isEqualTo("1");
    assertThat(Topic.header(letter, "penstock-tenant")).isEqualTo("tenant");
    assertThat(Topic.header(letter, "penstock-sink")).isEqualTo(SINK);
    assertThat(Topic.header(letter, "penstock-attempt")).isEqualTo("1");
    assertThat(meters.delivered.sum()).isEqualTo(2);
    assertThat(deadLettersCounted(Kind.UNREADABLE)).isEqualTo(1);
  }

  @Test
  void theOneEventThatIsRefusedIsFoundByHalving() throws InterruptedException {
    sink = scripted();
    sink.refuses("poison");
    logHolds("1", "2", "poison", "4", "5");

    deliver("batch: {events-max: 5, linger: 1m}");

    settledUpTo(5, new Counts(4, 0, 0, 0, 1));
    ConsumerRecord<byte[], byte[]> letter = onlyDeadLetter();
    assertThat(letter.value()).isEqualTo("{\"id\":\"poison\"}".getBytes(UTF_8));
    assertThat(Topic.header(letter, "penstock-error-class")).isEqualTo("refused");
    assertThat(Topic.header(letter, "penstock-error-code")).isEqualTo("E1");
    assertThat(Topic.header(letter, "penstock-error-path")).isEqualTo("id");
    assertThat(Topic.header(letter, "penstock-event-id")).isEqualTo("poison");
    assertThat(sink.stored()).containsExactlyInAnyOrder("1", "2", "4", "5");
  }

  @Test
  void whatDoesNotFitIsSetAsideBeforeTheOthersAreWritten() throws InterruptedException {
    sink = scripted();
    sink.cannotEncode("wide");
    logHolds("1", "wide", "3");

    deliver("batch: {events-max: 3, linger: 1m}");

    settledUpTo(3, new Counts(2, 0, 0, 0, 1));
    assertThat(Topic.header(onlyDeadLetter(), "penstock-error-class")).isEqualTo("unfit");
    assertThat(sink.stored()).containsExactly("1", "3");
  }

  @Test
  void eachEventOfABulkAnswerGoesWhereItsAnswerSays() throws InterruptedException {
    sink = scripted("stored+never+later+repeated");
    logHolds("1", "2", "3", "4");

    deliver("batch: {events-max: 4, linger: 1m}");

    settledUpTo(4, new Counts(1, 1, 0, 1, 1));
    assertThat(onlyDeadLetter().value()).isEqualTo("{\"id\":\"2\"}".getBytes(UTF_8));
    assertThat(valuesIn(topic + ".retry-30s")).containsExactly("{\"id\":\"3\"}");
  }

  @Test
  void aHoldBurnsNoAttempts() throws InterruptedException {
    sink = scripted("hold", "hold", "hold", "delivered");
    logHolds("1");

    deliver("batch: {linger: 0s, attempts-max: 1}");
    for (int times = 1; times <= 3; times++) {
      waitUntilHeld(times);
      clock.passes(LONG_ENOUGH);
    }

    settledUpTo(1, new Counts(1, 0, 0, 0, 0));
  }

  @Test
  void anEventThatFailsAndNobodyKnowsWhyIsTriedAgainLater() throws InterruptedException {
    sink = scripted("fault", "fault", "delivered", "fault", "fault");
    logHolds("1", "2");

    deliver("batch: {linger: 0s, events-max: 2, attempts-max: 2}");
    for (int times = 1; times <= 4; times++) {
      waitUntilHeld(times);
      clock.passes(LONG_ENOUGH);
    }

    settledUpTo(2, new Counts(1, 0, 0, 1, 0));
    assertThat(valuesIn(topic + ".retry-1s")).containsExactly("{\"id\":\"2\"}");
  }

  private void settledUpTo(long next, Counts counts) throws InterruptedException {
    Settled last = nextSettled();
    while (last.checkpoint().next() < next) {
      last = nextSettled();
    }
    assertThat(last.checkpoint()).isEqualTo(reached(next, counts));
  }

  private double deadLettersCounted(Kind kind) {
    return registry
        .get("penstock.events.dead.lettered")
        .tag("reason", kind.text())
        .counter()
        .count();
  }

  private ConsumerRecord<byte[], byte[]> onlyDeadLetter() {
    List<ConsumerRecord<byte[], byte[]>> letters = Broker.read(stream.deadLetterTopic()).records();
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  private static List<String> valuesIn(String letters) {
    return Broker.read(letters).values();
  }
}
