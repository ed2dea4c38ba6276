package io.penstock.load.torture.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics =
      Metrics.of(
          """
          # HELP penstock_circuit_state 0 closed
          # TYPE penstock_circuit_state gauge
          penstock_circuit_state{sink="a"} 2.0
          penstock_circuit_state{sink="b"} 1.0
          penstock_spool_bytes 17.0
          """);

  @Test
  void readsTheValueOfASink() {
    assertThat(metrics.ofSink("penstock_circuit_state", "a")).isEqualTo(2);
    assertThat(metrics.ofSink("penstock_circuit_state", "c")).isZero();
  }

  @Test
  void sumsOverLabels() {
    assertThat(metrics.sum("penstock_circuit_state")).isEqualTo(3);
    assertThat(metrics.sum("penstock_spool_bytes")).isEqualTo(17);
    assertThat(metrics.sum("penstock_spool")).isZero();
  }

  @Test
  void addsTheValuesOfSeveralNodes() {
    Metrics both = Metrics.together(List.of(metrics, metrics));

    assertThat(both.ofSink("penstock_circuit_state", "b")).isEqualTo(2);
    assertThat(both.sum("penstock_spool_bytes")).isEqualTo(34);
  }
}
