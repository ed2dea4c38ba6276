package io.penstock.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusNamesTest {
  @Test
  void areThoseOfEveryMeterInTheSource() throws IOException {
    Set<String> registered =
        PrometheusNames.registry().getMeters().stream()
            .map(Meter::getId)
            .map(Meter.Id::getName)
            .collect(Collectors.toSet());

    assertThat(registered).isEqualTo(PrometheusNames.literals());
  }

  @Test
  void standOnTheirPage() throws IOException {
    assertThat(PrometheusNames.in(Files.readString(Path.of("docs/metrics.md"))))
        .isEqualTo(PrometheusNames.families());
  }

  @Test
  void areAllThatThePageAboutSinksSpeaksOf() throws IOException {
    assertThat(PrometheusNames.families())
        .containsAll(PrometheusNames.in(Files.readString(Path.of("docs/sinks.md"))));
  }
}
