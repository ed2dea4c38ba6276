package io.penstock.control;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of the configuration under {@code control}.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without credentials; empty for a file of
 *     the node's own
 * @param connectionsMax how many questions are answered side by side
 */
public record ControlConfig(
    String url, Optional<String> user, Optional<Secret> password, int connectionsMax) {
  private static final String POSTGRES = "jdbc:postgresql://";
  private static final int CONNECT_SECONDS_MAX = 5;

  /** Beyond what the longest statement takes; a cut wire must not keep a connection forever. */
  private static final int SOCKET_SECONDS_MAX = 30;

  public static ControlConfig read(Section section) {
    var config =
        new ControlConfig(
            section.text("url", ""),
            section.optionalText("user"),
            section.secret("password"),
            section.wholeNumber("connections-max", 4, 1, 64));
    config.check(section);
    return config;
  }

  /** The URL is shown where the configuration is shown, so a password has no place in it. */
  private void check(Section section) {
    if (!url.isEmpty() && !url.startsWith(POSTGRES)) {
      section.reject("url", "does not begin with " + POSTGRES);
    }
    if (url.contains("password=")) {
      section.reject("url", "holds a password; it belongs under 'password', which is never shown");
    }
  }

  public boolean isFile() {
    return url.isEmpty();
  }

  /** PostgreSQL's own habit: without a user, the one that runs Penstock. */
  String userOrOwner() {
    return user.orElse(isFile() ? "penstock" : System.getProperty("user.name", "penstock"));
  }

  /**
   * What the driver is told: the file below the data directory, or the URL with ends to waiting.
   */
  String jdbcUrl(Path dataDir) {
    return isFile() ? fileUrl(dataDir) : url + (url.contains("?") ? '&' : '?') + waits();
  }

  /** A commit is written at once, and names are in lower case as PostgreSQL has them. */
  private static String fileUrl(Path dataDir) {
    return "jdbc:h2:file:"
        + dataDir.resolve("control").resolve("control").toAbsolutePath()
        + ";WRITE_DELAY=0;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE";
  }

  private static String waits() {
    return "connectTimeout=" + CONNECT_SECONDS_MAX + "&socketTimeout=" + SOCKET_SECONDS_MAX;
  }
}
