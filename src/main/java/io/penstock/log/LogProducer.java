package io.penstock.log;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;

/**
 * The producer in use. Kafka's asks for its id once: where the broker refused its login just then,
 * it waits for the answer for ever and sends nothing, however well the login goes later. So one
 * that failed before the log took its first record gives way to another.
 */
public final class LogProducer implements Appender, AutoCloseable {
  /** A log that is away must not cost a producer for each try. */
  private static final long REPLACE_NANOS_MIN = Duration.ofSeconds(5).toNanos();

  private final Properties settings;
  private final Consumer<Producer<?, ?>> made;
  private volatile Turn turn;

  /** One producer, and how it did. */
  private static final class Turn {
    private final KafkaProducer<byte[], byte[]> producer;
    private final long since = System.nanoTime();
    private volatile boolean hasSent;
    private volatile boolean hasFailed;

    Turn(Properties settings) {
      this.producer = new KafkaProducer<>(settings);
    }

    boolean isOver() {
      return hasFailed && !hasSent && System.nanoTime() - since > REPLACE_NANOS_MIN;
    }

    Callback watched(Callback callback) {
      return hasSent ? callback : (place, fault) -> heard(callback, place, fault);
    }

    private void heard(Callback callback, RecordMetadata place, Exception fault) {
      if (fault == null) {
        hasSent = true;
      } else {
        hasFailed = true;
      }
      callback.onCompletion(place, fault);
    }
  }

  public LogProducer(Properties settings) {
    this(settings, producer -> {});
  }

  /**
   * @param made hears of each producer that takes the place of another, and of the first
   */
  public LogProducer(Properties settings, Consumer<Producer<?, ?>> made) {
    this.settings = settings;
    this.made = made;
    this.turn = next();
  }

  private Turn next() {
    Turn next = new Turn(settings);
    made.accept(next.producer);
    return next;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Turn now = turn();
    try {
      return now.producer.send(record, now.watched(callback));
    } catch (KafkaException fault) {
      now.hasFailed = true;
      throw fault;
    }
  }

  /** Waits until the log has told them. */
  public List<PartitionInfo> partitionsFor(String topic) {
    Turn now = turn();
    try {
      return now.producer.partitionsFor(topic);
    } catch (KafkaException fault) {
      now.hasFailed = true;
      throw fault;
    }
  }

  private Turn turn() {
    Turn now = turn;
    return now.isOver() ? replace(now) : now;
  }

  /** What the one before still had in hand fails, and whoever gave it hears that. */
  private synchronized Turn replace(Turn before) {
    if (turn == before) {
      before.producer.close(Duration.ZERO);
      turn = next();
    }
    return turn;
  }

  public void close(Duration max) {
    turn.producer.close(max);
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
