package io.penstock;

import io.penstock.event.Stream;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogConfig;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import io.penstock.log.login.Refusal;
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
  private volatile boolean isTold;

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
    if (config.does(Role.WORK)) {
      topics.add(TopicPlan.ofAudit(config.access().auditTopic()));
    }
    return topics.stream().distinct().toList();
  }

  /** Whether a broker answers: a sentence where none does. */
  static List<String> check(LogConfig log, long secondsMax) {
    Vertx vertx = Vertx.vertx();
    try {
      new GroupOffsets(vertx, log).ping().await(secondsMax, TimeUnit.SECONDS);
      return List.of();
    } catch (Exception fault) {
      return List.of(complaint(log, fault));
    } finally {
      vertx.close().onFailure(fault -> LOG.debug("left behind", fault));
    }
  }

  private static String complaint(LogConfig log, Throwable fault) {
    return Refusal.of(fault)
        .map(why -> "log: " + why)
        .orElseGet(
            () ->
                "log.bootstrap-servers: no broker answers at %s: %s"
                    .formatted(log.bootstrapServers(), fault.getMessage()));
  }

  Future<Void> prepare() {
    return topics
        .prepare(wanted)
        .onSuccess(
            done -> {
              prepared = true;
              back();
            });
  }

  /** The log is away at the start: its topics are prepared when it answers. */
  Future<Void> goOnWithout(Throwable fault) {
    away(fault);
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
        .onSuccess(answered -> back())
        .onFailure(this::away)
        .onComplete(answered -> asking = false);
  }

  /** Told once, where the log was there before or a person may have to do something. */
  private void away(Throwable fault) {
    String why = why(fault);
    health.red(NAME, why);
    if (!isTold) {
      LOG.warn("Events go to the spool until the log is there again: {}", why);
    }
    isTold = true;
  }

  private void back() {
    health.green(NAME);
    if (isTold) {
      LOG.info("The log is there");
    }
    isTold = false;
  }

  /** What is no answer at all comes from Kafka's client; of the topics we complain ourselves. */
  private static String why(Throwable fault) {
    String message = String.valueOf(fault.getMessage());
    return fault instanceof IllegalStateException
        ? message
        : Refusal.of(fault).orElse("the broker does not answer: " + message);
  }
}
