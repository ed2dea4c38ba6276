package io.penstock.load.audit;

import io.penstock.load.process.BenchFault;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topic with Kafka's producer, as services do that know nothing of Penstock. */
final class ForeignSource implements Source {
  private final AuditEvents events = new AuditEvents("kafka");
  private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private long sent;

  ForeignSource(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "compression.type",
                "zstd",
                "linger.ms",
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public int atOnce() {
    return 1;
  }

  @Override
  public void send(int count) {
    for (int i = 0; i < count; i++) {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, events.bytes(sent++)),
              (_, fault) -> refused.compareAndSet(null, fault));
    }
  }

  @Override
  public long finish() {
    producer.flush();
    Exception fault = refused.get();
    if (fault != null) {
      throw new BenchFault("the foreign client cannot write to " + topic, fault);
    }
    return sent;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
