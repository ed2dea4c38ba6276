package io.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Configuration;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.event.analytics.PropertyLimits;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupReaderIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String topic = Broker.freshName("group");
  private final LogConfig log =
      LogConfig.read(Configuration.ofYaml("partitions: 2").root()).at(Broker.bootstrapServers());
  private final Vertx vertx = Vertx.vertx();

  @BeforeEach
  void prepare() throws Exception {
    Stream stream =
        Stream.analytics(topic, topic, KeyStrategy.SESSION, 1_000, 1 << 20, PropertyLimits.DEFAULT);
    new Topics(vertx, log).prepare(List.of(TopicPlan.of(stream, log))).await(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void theGroupTakesNoCommitWhileItWaitsForAMember() {
    try (var first = new Member(log, topic, "first", topic);
        var second = new Member(log, topic, "second", topic)) {
      Eventually.holds("the first has both", SOON, () -> first.takesPart().size() == 2);
      assertThat(first.commits(1)).isTrue();

      Eventually.holds(
          "the first gives one back",
          SOON,
          () -> {
            second.takesPart();
            return first.takesPart().size() == 1;
          });
      first.takesPart();
      assertThat(first.commits(2)).isFalse();

      Eventually.holds(
          "each has one",
          SOON,
          () -> first.takesPart().size() == 1 && second.takesPart().size() == 1);
      assertThat(first.commits(2)).isTrue();
    }
  }
}
