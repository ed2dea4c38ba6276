package io.penstock.load.torture.scenario;

import io.penstock.load.process.BenchFault;
import io.penstock.load.torture.scene.Scene;
import io.penstock.load.torture.send.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A member of a sink's group that is none of ours: it joins, is given partitions, reads from them,
 * commits nothing and leaves, again and again.
 */
final class Stranger implements AutoCloseable {
  private static final Duration STAY = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String group;
  private final List<String> topics;
  private final String bootstrapServers;
  private final Thread thread;
  private volatile boolean over;
  private final AtomicLong stays = new AtomicLong();
  private final AtomicLong staysWithPartitions = new AtomicLong();

  /** The topics are those that the group's other members read. */
  Stranger(Scene scene, String group, List<String> topics) {
    this.group = group;
    this.topics = topics;
    this.bootstrapServers = scene.brokers().bootstrapServers();
    this.thread = Thread.ofVirtual().name("stranger").start(this::comeAndGo);
  }

  private void comeAndGo() {
    while (!over) {
      stay();
      Pause.until(System.nanoTime() + STAY.toNanos(), () -> over);
    }
  }

  private void stay() {
    boolean hadPartitions = false;
    long end = System.nanoTime() + STAY.toNanos();
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings(), bytes, bytes)) {
      consumer.subscribe(topics);
      while (System.nanoTime() < end && !over) {
        consumer.poll(POLL);
        hadPartitions |= !consumer.assignment().isEmpty();
      }
    }
    stays.incrementAndGet();
    staysWithPartitions.addAndGet(hadPartitions ? 1 : 0);
  }

  private Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "group.id",
        group,
        "partition.assignment.strategy",
        CooperativeStickyAssignor.class.getName(),
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "earliest",
        "session.timeout.ms",
        10_000);
  }

  long stays() {
    return stays.get();
  }

  /** Those in which it was given something to read. */
  long staysWithPartitions() {
    return staysWithPartitions.get();
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while a stranger leaves");
    }
  }
}
