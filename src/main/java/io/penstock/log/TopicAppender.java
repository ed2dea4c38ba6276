package io.penstock.log;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Appends records to the one partition of a topic, each once all replicas in sync have the one
 * before: whatever fails, none overtakes another.
 */
public final class TopicAppender implements AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final LogProducer producer;
  private final String topic;

  /** {@code client} is the name that the broker knows it by. */
  public TopicAppender(LogConfig config, String client, String topic) {
    this.producer = new LogProducer(ClientSettings.records(config, client));
    this.topic = topic;
  }

  /** The log may have it or not. */
  public static final class NotAppended extends Exception {
    NotAppended(String topic, Throwable cause) {
      super("topic %s does not take the record: %s".formatted(topic, cause.getMessage()), cause);
    }
  }

  /** Waits for the log; at most {@link ClientSettings#LETTERS_WAIT_MAX}. */
  public void append(byte[] key, byte[] value) throws NotAppended {
    try {
      producer.send(new ProducerRecord<>(topic, 0, key, value), (place, fault) -> {}).get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotAppended(topic, interrupted);
    } catch (ExecutionException failed) {
      throw new NotAppended(topic, Objects.requireNonNullElse(failed.getCause(), failed));
    } catch (RuntimeException fault) {
      throw new NotAppended(topic, fault);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_MAX);
  }
}
