package io.penstock.sink.clickhouse;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the server is and how it is written to.
 *
 * @param url {@code http://host:port} or {@code https://host:port}, without credentials
 * @param database made where it is missing and {@code createTables} says so
 * @param createTables whether tables that are missing are made; others are never changed
 * @param statementTimeout the longest one insert or question may take
 */
record ClickHouseConfig(
    URI url,
    String database,
    Optional<String> user,
    Optional<Secret> password,
    boolean createTables,
    RowFormat.Kind format,
    Compression compression,
    Duration connectTimeout,
    Duration statementTimeout) {
  private static final URI NONE = URI.create("http://127.0.0.1:8123");

  static ClickHouseConfig read(Section section) {
    return new ClickHouseConfig(
        url(section),
        section.text("database", "default"),
        section.optionalText("user"),
        section.secret("password"),
        section.truth("create-tables", true),
        section.choice("format", RowFormat.Kind.ROW_BINARY),
        section.choice("compression", Compression.LZ4),
        section.duration(
            "connect-timeout",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30)),
        section.duration(
            "statement-timeout",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(50)));
  }

  /** The address without anything behind it. */
  String root() {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** The URL is shown where the configuration is shown, so a password has no place in it. */
  private static URI url(Section section) {
    String text = section.text("url");
    if (text.isEmpty()) {
      return NONE;
    }
    try {
      var url = new URI(text);
      if (url.getHost() == null
          || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        section.reject("url", "is not http://host:port or https://host:port");
      } else if (url.getUserInfo() != null || url.getQuery() != null) {
        section.reject(
            "url",
            "holds more than host and port: user, password and database have keys of their own");
      }
      return url;
    } catch (URISyntaxException malformed) {
      section.reject("url", "is not http://host:port or https://host:port");
      return NONE;
    }
  }
}
