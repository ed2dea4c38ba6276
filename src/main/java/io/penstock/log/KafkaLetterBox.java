package io.penstock.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The letter box of a node: one producer. */
public final class KafkaLetterBox implements LetterBox, AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final LogProducer producer;

  public KafkaLetterBox(LogConfig config, int eventBytesMax) {
    this.producer = new LogProducer(ClientSettings.letters(config, eventBytesMax));
  }

  @Override
  public List<Kept> append(List<Addressed> letters) throws NotTaken {
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>(letters.size());
      for (Addressed letter : letters) {
        sent.add(send(letter));
      }
      return kept(letters, sent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotTaken(interrupted);
    } catch (ExecutionException failed) {
      throw new NotTaken(Objects.requireNonNullElse(failed.getCause(), failed));
    } catch (RuntimeException fault) {
      throw new NotTaken(fault);
    }
  }

  private Future<RecordMetadata> send(Addressed letter) {
    int partitions = producer.partitionsFor(letter.topic()).size();
    return producer.send(
        LetterHeaders.record(
            letter.letter(), letter.topic(), Math.floorMod(letter.partition(), partitions)),
        (place, fault) -> {});
  }

  /** The producer answers each within its delivery timeout. */
  private static List<Kept> kept(List<Addressed> letters, List<Future<RecordMetadata>> sent)
      throws InterruptedException, ExecutionException {
    List<Kept> places = new ArrayList<>(sent.size());
    for (int i = 0; i < sent.size(); i++) {
      RecordMetadata place = taken(letters.get(i).topic(), sent.get(i));
      places.add(new Kept(new Partition(place.topic(), place.partition()), place.offset()));
    }
    return places;
  }

  private static RecordMetadata taken(String topic, Future<RecordMetadata> sent)
      throws InterruptedException, ExecutionException {
    try {
      return sent.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RecordTooLargeException) {
        throw new IllegalStateException(
            "a letter is too large for topic %s, raise its %s"
                .formatted(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
            failed);
      }
      throw failed;
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_MAX);
  }
}
