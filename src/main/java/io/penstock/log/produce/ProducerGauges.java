package io.penstock.log.produce;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Shows the producer's own metrics beside ours. */
public final class ProducerGauges {
  private final MeterRegistry registry;
  private @Nullable KafkaClientMetrics shown;

  public ProducerGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** In place of the one before. */
  void bind(Producer<?, ?> producer) {
    if (shown != null) {
      shown.close();
    }
    var metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
    shown = metrics;
  }
}
