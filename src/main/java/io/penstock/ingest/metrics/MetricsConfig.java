package io.penstock.ingest.metrics;

import io.penstock.config.Section;
import io.penstock.event.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the node's own metrics go as events.
 *
 * @param stream empty where they go nowhere
 */
public record MetricsConfig(Optional<Stream> stream, Duration every) {
  public static MetricsConfig read(Section section, List<Stream> streams) {
    Optional<String> name = section.optionalText("stream").filter(text -> !text.isEmpty());
    Optional<Stream> stream =
        streams.stream()
            .filter(it -> it.kind() == Stream.Kind.METRICS && name.equals(Optional.of(it.name())))
            .findFirst();
    if (name.isPresent() && stream.isEmpty()) {
      section.reject("stream", "there is no stream '%s' of kind: metrics".formatted(name.get()));
    }
    return new MetricsConfig(
        stream,
        section.duration(
            "every", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1)));
  }
}
