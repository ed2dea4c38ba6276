package io.penstock.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.fixture.Broker;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LedgerIT {
  private final String topic = Broker.freshName("ledger");

  @Test
  void offsetsThatNoCountExplainsAreMiscounted(Vertx vertx) throws Exception {
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    Broker.produce(topic, List.of("{}", "{}", "{}"));
    commit("right", new Checkpoint(0, 3, new Counts(1, 1, 1, 0, 0)));
    commit("wrong", new Checkpoint(0, 3, new Counts(1, 0, 0, 0, 0)));
    var ledger = new Ledger(offsets(vertx), List.of(account("right"), account("wrong")));

    assertThat(ledger.miscounted().await(20, TimeUnit.SECONDS))
        .isEqualTo(Map.of("right", 0L, "wrong", 2L));
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", Broker.bootstrapServers()));
  }

  private void commit(String sink, Checkpoint checkpoint) throws Exception {
    var position = new OffsetAndMetadata(checkpoint.next(), checkpoint.packed());
    try (var admin = admin()) {
      admin
          .alterConsumerGroupOffsets(topic + sink, Map.of(new TopicPartition(topic, 0), position))
          .all()
          .get();
    }
  }

  private static GroupOffsets offsets(Vertx vertx) {
    String yaml = "bootstrap-servers: " + Broker.bootstrapServers();
    return new GroupOffsets(vertx, LogConfig.read(Configuration.ofYaml(yaml).root()));
  }

  private Ledger.Account account(String sink) {
    var stream =
        new Stream(
            "any",
            topic,
            Stream.Kind.OPEN,
            "id",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            KeyStrategy.ROUND_ROBIN,
            10,
            1_024);
    return new Ledger.Account(sink, topic + sink, List.of(stream), Optional.empty());
  }
}
