package io.penstock;

import io.penstock.event.Stream;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.observability.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the log answers, and sees that its topics are there once it does. */
final class LogWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
  private static final String NAME = "log";

  private final Topics topics;
  private final List<TopicPlan> wanted;
  private final GroupOffsets offsets;
  private final Health health;
  private volatile boolean prepared;
  private volatile boolean asking;

  LogWatch(
      Vertx vertx, LogConfig log, List<TopicPlan> wanted, GroupOffsets offsets, Health health) {
    this.topics = new Topics(vertx, log);
    this.wanted = wanted;
    this.offsets = offsets;
    this.health = health;
  }

  /** Every topic that the node needs. */
  static List<TopicPlan> topics(ServerConfig config, LogConfig log) {
    List<TopicPlan> topics = new ArrayList<>();
    for (Stream stream : config.streams()) {
      TopicPlan plan = TopicPlan.of(stream, log);
      topics.add(config.does(Role.INGEST) ? plan : plan.onlyRead());
    }
    config.streams().forEach(stream -> topics.add(TopicPlan.ofDeadLetters(stream, log)));
    config.sinks().forEach(plan -> topics.addAll(plan.topics(log)));
    return topics.stream().distinct().toList();
  }

  /** Whether a broker answers: a sentence where none does. */
  static List<String> check(LogConfig log, long secondsMax) {
    Vertx vertx = Vertx.vertx();
    try {
      new GroupOffsets(vertx, log).ping().await(secondsMax, TimeUnit.SECONDS);
      return List.of();
    } catch (Exception fault) {
      return List.of(
          "log.bootstrap-servers: no broker answers at %s: %s"
              .formatted(log.bootstrapServers(), fault.getMessage()));
    } finally {
      vertx.close().onFailure(fault -> LOG.debug("left behind", fault));
    }
  }

  Future<Void> prepare() {
    return topics
        .prepare(wanted)
        .onSuccess(
            done -> {
              prepared = true;
              health.green(NAME);
            });
  }

  /** The log is away at the start: its topics are prepared when it answers. */
  Future<Void> goOnWithout(Throwable fault) {
    LOG.atWarn()
        .addKeyValue("fault", String.valueOf(fault.getMessage()))
        .log("The log does not answer; events go to the spool until it does");
    health.red(NAME, why(fault));
    return Future.succeededFuture();
  }

  /** While an answer is awaited, nothing more is asked. */
  void ask() {
    if (asking) {
      return;
    }
    asking = true;
    Future<Void> answer = prepared ? offsets.ping() : prepare();
    answer
        .onSuccess(answered -> health.green(NAME))
        .onFailure(fault -> health.red(NAME, why(fault)))
        .onComplete(answered -> asking = false);
  }

  /** What is no answer at all comes from Kafka's client; of the topics we complain ourselves. */
  private static String why(Throwable fault) {
    String message = String.valueOf(fault.getMessage());
    return fault instanceof IllegalStateException
        ? message
        : "the broker does not answer: " + message;
  }
}
