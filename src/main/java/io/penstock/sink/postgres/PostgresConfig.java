package io.penstock.sink.postgres;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the database is and how tables are cut.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without credentials
 * @param schema made where it is missing; nothing outside it is touched
 * @param partition how much time one partition holds
 * @param partitionsAhead so many are made before their time comes
 * @param deleteAfter how old a whole partition is when it is dropped; empty where none is
 * @param timescale whether tables that are made here are hypertables where the server can have them
 * @param statementTimeout the longest one statement may take; a batch is a few of them
 */
record PostgresConfig(
    String url,
    Optional<String> user,
    Optional<Secret> password,
    String schema,
    Period.Length partition,
    int partitionsAhead,
    Optional<Duration> deleteAfter,
    Timescale timescale,
    Duration connectTimeout,
    Duration statementTimeout) {
  private static final String PREFIX = "jdbc:postgresql://";
  private static final int AHEAD_MAX = 31;
  private static final Duration AGE_MAX = Duration.ofDays(3_650);

  /** Where the server lists the extension, or nowhere. */
  enum Timescale {
    AUTO,
    OFF
  }

  static PostgresConfig read(Section section) {
    var config =
        new PostgresConfig(
            section.text("url"),
            section.optionalText("user"),
            section.secret("password"),
            section.text("schema", "public"),
            section.choice("partition", Period.Length.DAY),
            section.wholeNumber("partitions-ahead", 3, 0, AHEAD_MAX),
            deleteAfter(section),
            section.choice("timescale", Timescale.AUTO),
            section.duration(
                "connect-timeout",
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30)),
            section.duration(
                "statement-timeout",
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(50)));
    checkUrl(config.url(), section);
    return config;
  }

  /** Zero is never. */
  private static Optional<Duration> deleteAfter(Section section) {
    Duration age = section.duration("delete-after", Duration.ZERO, Duration.ZERO, AGE_MAX);
    if (!age.isZero() && age.compareTo(Duration.ofDays(1)) < 0) {
      section.reject("delete-after", "is 0s, which is never, or at least 1d");
    }
    return Optional.of(age).filter(it -> !it.isZero());
  }

  Retention retention() {
    return new Retention(partition, deleteAfter);
  }

  /** Whether there is anything to do as tables grow. */
  boolean hasUpkeep() {
    return partitionsAhead > 0 || deleteAfter.isPresent();
  }

  /** The URL is shown where the configuration is shown, so a password has no place in it. */
  private static void checkUrl(String url, Section section) {
    if (!url.isEmpty() && !url.startsWith(PREFIX)) {
      section.reject("url", "does not begin with " + PREFIX);
    }
    if (url.contains("password=")) {
      section.reject("url", "holds a password; it belongs under 'password', which is never shown");
    }
  }
}
