package io.penstock.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.Config;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.admin.TopicDescription;
import io.vertx.kafka.client.common.ConfigResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, and compares the limits of those that were there. */
public final class Topics {
  private final Vertx vertx;
  private final LogConfig config;

  public Topics(Vertx vertx, LogConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Fails with a sentence for each topic that takes less than it has to. */
  public Future<Void> prepare(List<TopicPlan> plans) {
    KafkaAdminClient admin = KafkaAdminClient.create(vertx, ClientSettings.admin(config));
    return admin
        .listTopics()
        .compose(existing -> prepare(plans, existing, admin))
        .eventually(admin::close);
  }

  /**
   * A topic made now has our limits, and is not asked for them: a broker may not have heard of it
   * yet.
   */
  private Future<Void> prepare(
      List<TopicPlan> plans, Set<String> existing, KafkaAdminClient admin) {
    List<TopicPlan> there = plans.stream().filter(it -> existing.contains(it.name())).toList();
    List<TopicPlan> missing = plans.stream().filter(it -> !existing.contains(it.name())).toList();
    return compare(there, admin)
        .compose(fine -> sources(missing, existing, admin))
        .compose(sources -> create(missing, sources, admin));
  }

  /** A topic that is there, and that another is made after. */
  private record Source(int partitions, long messageBytes) {}

  /** Those that are there; one that is made now gets the configured numbers. */
  private static Future<Map<String, Source>> sources(
      List<TopicPlan> plans, Set<String> existing, KafkaAdminClient admin) {
    List<String> sources =
        plans.stream()
            .flatMap(plan -> plan.partitionsOf().stream())
            .filter(existing::contains)
            .distinct()
            .toList();
    return sources.isEmpty()
        ? Future.succeededFuture(Map.of())
        : admin
            .describeTopics(sources)
            .compose(
                topics ->
                    admin.describeConfigs(resources(sources)).map(them -> sources(topics, them)));
  }

  private static Map<String, Source> sources(
      Map<String, TopicDescription> topics, Map<ConfigResource, Config> configs) {
    Map<String, Config> byTopic = byTopic(configs);
    return topics.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                topic ->
                    new Source(
                        topic.getValue().getPartitions().size(),
                        limitOf(topic.getKey(), byTopic))));
  }

  private Future<Void> create(
      List<TopicPlan> plans, Map<String, Source> sources, KafkaAdminClient admin) {
    List<NewTopic> topics = plans.stream().map(plan -> topicOf(plan, sources)).toList();
    return topics.isEmpty()
        ? Future.succeededFuture()
        : admin.createTopics(topics).recover(Topics::unlessItExists);
  }

  /** Another node was quicker. */
  private static Future<Void> unlessItExists(Throwable fault) {
    return fault instanceof TopicExistsException
        ? Future.succeededFuture()
        : Future.failedFuture(fault);
  }

  private NewTopic topicOf(TopicPlan plan, Map<String, Source> sources) {
    Optional<Source> source = plan.partitionsOf().map(sources::get);
    return new NewTopic(
            plan.name(),
            source.map(Source::partitions).orElseGet(plan::partitions),
            (short) config.replicationFactor())
        .setConfig(plan.settings(source.map(Source::messageBytes).orElse(0L)));
  }

  private static Future<Void> compare(List<TopicPlan> plans, KafkaAdminClient admin) {
    if (plans.isEmpty()) {
      return Future.succeededFuture();
    }
    return admin
        .describeConfigs(resources(plans.stream().map(TopicPlan::name).toList()))
        .compose(configs -> compare(plans, byTopic(configs)));
  }

  private static List<ConfigResource> resources(List<String> topics) {
    return topics.stream()
        .map(
            topic ->
                new ConfigResource(org.apache.kafka.common.config.ConfigResource.Type.TOPIC, topic))
        .toList();
  }

  private static Map<String, Config> byTopic(Map<ConfigResource, Config> configs) {
    return configs.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().getName(), Map.Entry::getValue));
  }

  private static Future<Void> compare(List<TopicPlan> plans, Map<String, Config> configs) {
    List<String> tooSmall =
        plans.stream().flatMap(plan -> complaint(plan, configs).stream()).toList();
    return tooSmall.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException(String.join("\n", tooSmall)));
  }

  private static Optional<String> complaint(TopicPlan plan, Map<String, Config> configs) {
    long allowed = limitOf(plan.name(), configs);
    return plan.isWritten() && allowed < plan.messageBytes()
        ? Optional.of(plan.complaint(allowed))
        : Optional.empty();
  }

  private static long limitOf(String topic, Map<String, Config> configs) {
    return Optional.ofNullable(configs.get(topic)).stream()
        .flatMap(config -> config.getEntries().stream())
        .filter(entry -> entry.getName().equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
        .mapToLong(entry -> Long.parseLong(entry.getValue()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException("the broker does not tell the limits of topic " + topic));
  }
}
