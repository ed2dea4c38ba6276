package io.penstock.load.floor;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: parses, sends and answers after every acknowledgement, and does nothing else. What a
 * server with validation, identity, credit and metrics costs is measured against it.
 */
public final class FloorServer {
  private static final int LOOPS = 2;

  private FloorServer() {}

  /** Arguments: port, bootstrap servers, topic. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    String topic = arguments[2];
    KafkaProducer<byte[], byte[]> producer = producer(arguments[1]);
    producer.partitionsFor(topic);
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS))
        .deployVerticle(
            () -> new FloorVerticle(port, topic, producer),
            new DeploymentOptions().setInstances(LOOPS))
        .await(30, TimeUnit.SECONDS);
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "compression.type",
            "lz4",
            "batch.size",
            131_072,
            "linger.ms",
            0,
            "buffer.memory",
            128L << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
