package io.penstock.sink.opensearch;

import io.penstock.config.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of indices as they grow old. Their age counts from the end of their day.
 *
 * @param forceMergeAfter empty where that is never done
 * @param deleteAfter empty where nothing is deleted
 * @param snapshotRepository where an index is kept before it is deleted; registered by its owner
 */
record LifecycleConfig(
    Optional<Duration> forceMergeAfter,
    Optional<Duration> deleteAfter,
    Optional<String> snapshotRepository) {
  private static final Duration MAX = Duration.ofDays(3_650);

  static LifecycleConfig read(Section section) {
    var config =
        new LifecycleConfig(
            age(section, "force-merge-after"),
            age(section, "delete-after"),
            section.optionalText("snapshot-repository").filter(name -> !name.isEmpty()));
    if (config.deleteAfter().isEmpty() && config.snapshotRepository().isPresent()) {
      section.reject(
          "snapshot-repository", "is of no use without delete-after: nothing is deleted");
    }
    return config;
  }

  /** Zero is never. */
  private static Optional<Duration> age(Section section, String key) {
    Duration age = section.duration(key, Duration.ZERO, Duration.ZERO, MAX);
    if (!age.isZero() && age.compareTo(Duration.ofDays(1)) < 0) {
      section.reject(key, "is 0s, which is never, or at least 1d");
    }
    return Optional.of(age).filter(it -> !it.isZero());
  }

  /** Whether there is anything to do. */
  boolean isEmpty() {
    return forceMergeAfter.isEmpty() && deleteAfter.isEmpty();
  }
}
