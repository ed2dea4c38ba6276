package io.penstock.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry, "1.0");

  @Test
  void countsOnAfterTheGarbageWasCollected() {
    var lost = new AtomicLong();
    var _ = meters.spool(() -> 0, () -> 0, lost::get, () -> 0);
    assertThat(registry.get("penstock.spool.records.lost").functionCounter().count()).isZero();

    System.gc();
    lost.set(116);

    assertThat(registry.get("penstock.spool.records.lost").functionCounter().count())
        .isEqualTo(116);
  }
}
