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
 * @param statementTimeout the longest one statement may take; a batch is a few of them
 */
record PostgresConfig(
    String url,
    Optional<String> user,
    Optional<Secret> password,
    String schema,
    Period.Length partition,
    Duration connectTimeout,
    Duration statementTimeout) {
  private static final String PREFIX = "jdbc:postgresql://";

  static PostgresConfig read(Section section) {
    var config =
        new PostgresConfig(
            section.text("url"),
            section.optionalText("user"),
            section.secret("password"),
            section.text("schema", "public"),
            section.choice("partition", Period.Length.DAY),
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
