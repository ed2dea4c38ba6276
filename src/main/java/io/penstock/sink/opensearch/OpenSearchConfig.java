package io.penstock.sink.opensearch;

import io.penstock.config.Section;
import io.penstock.sink.http.Compression;
import io.penstock.sink.http.Endpoint;
import java.time.Duration;

/**
 * Where the cluster is and how it is written to.
 *
 * @param indexPrefix what all names of indices, data streams and templates begin with; may be empty
 * @param lateAfter whole days: an event that is older when it is received is with those of the day
 *     of its receipt
 * @param createTemplates whether index templates that are missing are made; others are never
 *     changed
 * @param requestTimeout the longest one bulk or question may take
 */
record OpenSearchConfig(
    Endpoint endpoint,
    String indexPrefix,
    Indices indices,
    Duration lateAfter,
    boolean createTemplates,
    Compression compression,
    Duration requestTimeout,
    LifecycleConfig lifecycle) {

  /** What documents of a stream are kept in. */
  enum Indices {
    /** An index for each day on which events happened. */
    DAILY,
    DATA_STREAM
  }

  /** OpenSearch reads fewer kinds than there are. */
  private enum Coding {
    NONE(Compression.NONE),
    GZIP(Compression.GZIP);

    private final Compression compression;

    Coding(Compression compression) {
      this.compression = compression;
    }
  }

  static OpenSearchConfig read(Section section) {
    var config =
        new OpenSearchConfig(
            Endpoint.read(section),
            indexPrefix(section),
            section.choice("indices", Indices.DAILY),
            section.duration(
                "late-after", Duration.ofDays(5), Duration.ofDays(1), Duration.ofDays(365)),
            section.truth("create-templates", true),
            section.choice("compression", Coding.NONE).compression,
            section.duration(
                "request-timeout",
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(50)),
            LifecycleConfig.read(section.section("lifecycle")));
    config.check(section);
    return config;
  }

  /** An index that is deleted must be one that nothing is written to any more. */
  private void check(Section section) {
    boolean isTooSoon =
        lifecycle
            .deleteAfter()
            .filter(after -> after.compareTo(lateAfter.plusDays(1)) < 0)
            .isPresent();
    if (isTooSoon && indices == Indices.DAILY) {
      section.reject(
          "lifecycle",
          "delete-after is at least a day longer than late-after: what comes late would be deleted"
              + " at once");
    }
  }

  /** Data streams need a new index now and then, whatever is said of their age. */
  boolean hasUpkeep() {
    return indices == Indices.DATA_STREAM || !lifecycle.isEmpty();
  }

  private static String indexPrefix(Section section) {
    String prefix = section.text("index-prefix", "");
    if (!prefix.matches("([a-z0-9][a-z0-9_.-]{0,99})?")) {
      section.reject(
          "index-prefix", "is at most 100 of a-z, 0-9, _, . and -, and begins with neither sign");
    }
    return prefix;
  }
}
