package io.penstock.load.sink;

import io.penstock.event.RequestStamp;
import io.penstock.load.process.BenchFault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts distinct events into a topic as Penstock's door would, but without the door. */
public final class TopicFiller implements AutoCloseable {
  private static final int EVENTS_PER_REQUEST = 100;
  private static final String TENANT = "00000000-0000-0000-0000-000000000000";

  /** Where the events come from, by their number. */
  public interface Source {
    byte[] event(long number);

    /** Events of a key stay in order; null where none is wanted. */
    default byte @Nullable [] key(long number) {
      return null;
    }
  }

  private final String topic;
  private final Source events;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
  private long filled;

  public TopicFiller(String bootstrapServers, String topic, Source events) {
    this.topic = topic;
    this.events = events;
    this.producer =
        new KafkaProducer<>(
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
                5,
                "max.in.flight.requests.per.connection",
                1,
                "enable.idempotence",
                false),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Events in the log so far. */
  public long filled() {
    return filled;
  }

  /** Returns once all of them are acknowledged. */
  public void add(long count) {
    long end = filled + count;
    while (filled < end) {
      request((int) Math.min(EVENTS_PER_REQUEST, end - filled));
    }
    producer.flush();
    Exception fault = refused.get();
    if (fault != null) {
      throw new BenchFault("the topic " + topic + " cannot be filled", fault);
    }
  }

  /** The events of one request share one header, as they do behind the door. */
  private void request(int count) {
    List<Header> headers = List.of(new RecordHeader(RequestStamp.HEADER, stamp()));
    for (int i = 0; i < count; i++) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic, null, null, events.key(filled), events.event(filled), headers),
              (_, fault) -> refused.compareAndSet(null, fault));
      filled++;
    }
  }

  private static byte[] stamp() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return new RequestStamp(TENANT, micros, "127.0.0.1", "bench").packed();
  }

  @Override
  public void close() {
    producer.close();
  }
}
