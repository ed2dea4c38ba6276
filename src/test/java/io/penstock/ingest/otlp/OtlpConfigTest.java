package io.penstock.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.config.Complaints;
import io.penstock.config.Configuration;
import org.junit.jupiter.api.Test;

class OtlpConfigTest {
  @Test
  void hasDefaults() {
    assertThat(OtlpConfig.read(Configuration.ofYaml("").root()))
        .isEqualTo(new OtlpConfig("logs", "otel_metrics", "otel_traces"));
  }

  @Test
  void readsEveryKey() {
    Configuration configuration =
        Configuration.ofYaml("{logs-stream: a, metrics-stream: b, traces-stream: c}");

    OtlpConfig config = OtlpConfig.read(configuration.root());

    assertThat(config).isEqualTo(new OtlpConfig("a", "b", "c"));
    assertThat(config.streamOf(Signal.LOGS)).isEqualTo("a");
    assertThat(config.streamOf(Signal.METRICS)).isEqualTo("b");
    assertThat(config.streamOf(Signal.TRACES)).isEqualTo("c");
    assertThat(Complaints.of(configuration)).isEmpty();
  }

  @Test
  void refusesWhatIsNoKey() {
    Configuration configuration = Configuration.ofYaml("log-stream: a");
    OtlpConfig.read(configuration.root());

    assertThat(Complaints.of(configuration)).singleElement().asString().contains("log-stream");
  }
}
