package io.penstock.log.produce;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.producer.Producer;

/** Shows the producer's own metrics beside ours. */
public final class ProducerGauges {
  private final MeterRegistry registry;

  public ProducerGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  @SuppressWarnings("resource") // lives as long as the producer, and ends with the process
  void bind(Producer<?, ?> producer) {
    new KafkaClientMetrics(producer).bindTo(registry);
  }
}
