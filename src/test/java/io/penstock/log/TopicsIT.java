package io.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.config.Configuration;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.fixture.Broker;
import io.penstock.fixture.ForeignClient;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The topic of a stream was there before, as its owner made it. */
@ExtendWith(VertxExtension.class)
class TopicsIT {
  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("partitions: 6").root()).at(Broker.bootstrapServers());
  private final String topic = Broker.freshName("foreign");
  private final Stream stream = streamOf(1 << 20);
  private Topics topics;

  private Stream streamOf(int eventBytesMax) {
    return new Stream(
        "events",
        topic,
        Stream.Kind.OPEN,
        "id",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        KeyStrategy.ROUND_ROBIN,
        100,
        eventBytesMax);
  }

  @BeforeEach
  void make(Vertx vertx) {
    topics = new Topics(vertx, log);
  }

  private void prepare(TopicPlan... plans) throws Exception {
    topics.prepare(List.of(plans)).await(30, TimeUnit.SECONDS);
  }

  private static <T> T asked(Function<Admin, KafkaFuture<Map<?, T>>> question) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", Broker.bootstrapServers()))) {
      return question.apply(admin).get().values().iterator().next();
    }
  }

  private static int partitions(String name) throws Exception {
    return asked(admin -> any(admin.describeTopics(List.of(name)).allTopicNames()))
        .partitions()
        .size();
  }

  private static String limit(String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return asked(admin -> any(admin.describeConfigs(List.of(resource)).all())).entries().stream()
        .filter(entry -> entry.name().equals("max.message.bytes"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static <K, T> KafkaFuture<Map<?, T>> any(KafkaFuture<Map<K, T>> answer) {
    return answer.thenApply(them -> them);
  }

  @Test
  void itsDeadLettersHaveAsManyPartitions() throws Exception {
    ForeignClient.makes(topic, 2, Map.of("max.message.bytes", "2000000"));

    prepare(TopicPlan.of(stream, log), TopicPlan.ofDeadLetters(stream, log));

    assertThat(partitions(topic)).isEqualTo(2);
    assertThat(partitions(stream.deadLetterTopic())).isEqualTo(2);
  }

  @Test
  void itsDeadLettersTakeWhateverItTakes() throws Exception {
    ForeignClient.makes(topic, 1, Map.of("max.message.bytes", "9000000"));

    prepare(TopicPlan.of(stream, log), TopicPlan.ofDeadLetters(stream, log));

    assertThat(limit(stream.deadLetterTopic())).isEqualTo("9065536");
  }

  @Test
  void aNodeWithADoorDoesNotStartWhereItTakesLessThanTheDoorLetsIn() {
    ForeignClient.makes(topic, 1, Map.of());

    assertThatThrownBy(() -> prepare(TopicPlan.of(stream, log)))
        .hasMessageContaining(
            "set max.message.bytes of the topic to 1114112 or event-bytes-max of the stream to"
                + " 983052");
  }

  @Test
  void aNodeWithoutADoorDoesNotMind() {
    ForeignClient.makes(topic, 1, Map.of());

    assertThatCode(() -> prepare(TopicPlan.of(stream, log).onlyRead())).doesNotThrowAnyException();
  }

  /** As conf/audit.yaml has it. */
  @Test
  void withEventsOfLessThan960KilobytesATopicWithTheDefaultsOfKafkaWillDo() {
    ForeignClient.makes(topic, 1, Map.of());

    assertThatCode(() -> prepare(TopicPlan.of(streamOf(960 << 10), log)))
        .doesNotThrowAnyException();
  }
}
