package io.penstock.log;

import io.penstock.event.Stream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.Config;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.client.common.ConfigResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of the streams, and compares the limits of those that were there with ours.
 */
public final class Topics {
  private final Vertx vertx;
  private final LogConfig config;

  public Topics(Vertx vertx, LogConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Fails with a sentence for each topic whose limit is below that of its stream. */
  public Future<Void> prepare(List<Stream> streams) {
    KafkaAdminClient admin = KafkaAdminClient.create(vertx, ClientSettings.admin(config));
    return admin
        .listTopics()
        .compose(existing -> prepare(streams, existing, admin))
        .eventually(admin::close);
  }

  /**
   * A topic made now has our limits, and is not asked for them: a broker may not have heard of it
   * yet.
   */
  private Future<Void> prepare(List<Stream> streams, Set<String> existing, KafkaAdminClient admin) {
    List<Stream> there = streams.stream().filter(it -> existing.contains(it.topic())).toList();
    List<Stream> missing = streams.stream().filter(it -> !existing.contains(it.topic())).toList();
    return compare(there, admin).compose(fine -> create(missing, admin));
  }

  private Future<Void> create(List<Stream> streams, KafkaAdminClient admin) {
    List<NewTopic> topics = streams.stream().map(this::topicOf).toList();
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

  private NewTopic topicOf(Stream stream) {
    return new NewTopic(stream.topic(), config.partitions(), (short) config.replicationFactor())
        .setConfig(
            Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(messageBytesOf(stream)),
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(config.retention().toMillis())));
  }

  private static long messageBytesOf(Stream stream) {
    return (long) stream.eventBytesMax() + ClientSettings.RECORD_OVERHEAD_BYTES;
  }

  private Future<Void> compare(List<Stream> streams, KafkaAdminClient admin) {
    if (streams.isEmpty()) {
      return Future.succeededFuture();
    }
    List<ConfigResource> resources =
        streams.stream()
            .map(
                stream ->
                    new ConfigResource(
                        org.apache.kafka.common.config.ConfigResource.Type.TOPIC, stream.topic()))
            .toList();
    return admin.describeConfigs(resources).compose(configs -> compare(streams, configs));
  }

  private static Future<Void> compare(List<Stream> streams, Map<ConfigResource, Config> configs) {
    Map<String, Config> byTopic =
        configs.entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().getName(), Map.Entry::getValue));
    List<String> tooSmall = new ArrayList<>();
    for (Stream stream : streams) {
      long allowed = limitOf(stream.topic(), byTopic);
      if (allowed < messageBytesOf(stream)) {
        tooSmall.add(
            "topic %s takes messages of %d bytes, stream %s allows events of %d: set %s of the topic to %d or event-bytes-max of the stream to %d"
                .formatted(
                    stream.topic(),
                    allowed,
                    stream.name(),
                    stream.eventBytesMax(),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    messageBytesOf(stream),
                    Math.max(0, allowed - ClientSettings.RECORD_OVERHEAD_BYTES)));
      }
    }
    return tooSmall.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException(String.join("\n", tooSmall)));
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
