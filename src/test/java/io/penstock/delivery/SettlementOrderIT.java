package io.penstock.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.delivery.DeliveryProcess.Moment;
import io.penstock.event.Stream;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Topic;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Letters, then rows and checkpoint, then the group's offset: a process that ends between any two
 * repeats work, and loses and doubles nothing.
 */
class SettlementOrderIT {
  private static final int EVENTS = 20;
  private static final List<String> POISON = List.of("not json", "nor this");

  @TempDir private Path folder;
  private final String topic = Broker.freshName("order");
  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("partitions: 1").root()).at(Broker.bootstrapServers());
  private final Vertx vertx = Vertx.vertx();
  private final GroupOffsets offsets = new GroupOffsets(vertx, log);

  @BeforeEach
  void logHoldsEventsWithPoisonAmongThem() throws Exception {
    Stream stream = DeliveryProcess.stream(topic);
    List<TopicPlan> topics = new ArrayList<>();
    topics.add(TopicPlan.of(stream, log));
    topics.add(TopicPlan.ofDeadLetters(stream, log));
    DeliveryProcess.retry(topic)
        .topicNames()
        .forEach(it -> topics.add(TopicPlan.ofLetters(it, "duckdb", 1 << 20, 1, log)));
    new Topics(vertx, log).prepare(topics).await(30, TimeUnit.SECONDS);
    List<String> values = new ArrayList<>(POISON);
    for (int i = 0; i < EVENTS; i++) {
      values.add("{\"id\":\"" + i + "\"}");
    }
    Broker.produce(topic, values);
  }

  @AfterEach
  void close() throws Exception {
    offsets.close().await(30, TimeUnit.SECONDS);
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void nothingIsLostOrDoubledWhereTheProcessEnds(Moment moment) throws Exception {
    DeliveryProcess.runUntilItEnds(moment, topic, folder);
    State after = state();
    assertThat(after).isEqualTo(expectedAfter(moment));

    DeliveryProcess.runUntilAllIsSettled(topic, folder, EVENTS + POISON.size());

    assertThat(DeliveryProcess.ids(folder)).hasSize(EVENTS).doesNotHaveDuplicates();
    assertThat(DeliveryProcess.checkpoint(folder, topic))
        .contains(new Checkpoint(0, 22, new Counts(EVENTS, 0, 0, 0, POISON.size())));
    assertThat(committed()).isEqualTo(22);
    assertThat(Broker.read(topic + ".dlq").values())
        .hasSameElementsAs(POISON)
        .hasSize(after.letters() == 0 || after.rows() > 0 ? 2 : 4);
  }

  /** What an end left behind. */
  private record State(int letters, long rows, long committed) {}

  private static State expectedAfter(Moment moment) {
    return switch (moment) {
      case BEFORE_LETTERS -> new State(0, 0, 0);
      case AFTER_LETTERS -> new State(2, 0, 0);
      case AFTER_WRITE -> new State(2, EVENTS, 0);
      case AFTER_COMMIT -> new State(2, EVENTS, 22);
    };
  }

  private State state() throws Exception {
    Topic letters = Broker.read(topic + ".dlq");
    return new State(letters.values().size(), DeliveryProcess.ids(folder).size(), committed());
  }

  private long committed() throws Exception {
    Position position =
        offsets.committed(topic).await(30, TimeUnit.SECONDS).get(new Partition(topic, 0));
    return position == null ? 0 : position.next();
  }
}
