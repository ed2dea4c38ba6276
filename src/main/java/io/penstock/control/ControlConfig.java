package io.penstock.control;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of the configuration under {@code control}.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without credentials; {@code
 *     jdbc:h2:tcp://127.0.0.1:port} for the file of another node on this machine; empty for a file
 *     of the node's own
 * @param password for the file of another node, the key under which that lends it
 * @param connectionsMax how many questions are answered side by side
 */
public record ControlConfig(
    String url, Optional<String> user, Optional<Secret> password, int connectionsMax) {
  private static final String POSTGRES = "jdbc:postgresql://";
  private static final Pattern LENT = Pattern.compile("jdbc:h2:tcp://127\\.0\\.0\\.1:\\d{1,5}");

  /** A commit is written at once, and names are in lower case as PostgreSQL has them. */
  private static final String H2_SETTINGS =
      ";WRITE_DELAY=0;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE";

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
    if (!isFile() && !isLent() && !url.startsWith(POSTGRES)) {
      section.reject("url", "does not begin with " + POSTGRES);
    }
    if (isLent() && password.isEmpty()) {
      section.reject("password", "is missing: the key under which the other node lends its file");
    }
    if (url.contains("password=")) {
      section.reject("url", "holds a password; it belongs under 'password', which is never shown");
    }
  }

  public boolean isFile() {
    return url.isEmpty();
  }

  private boolean isLent() {
    return LENT.matcher(url).matches();
  }

  /** PostgreSQL's own habit: without a user, the one that runs Penstock. */
  String userOrOwner() {
    String owner = System.getProperty("user.name", "penstock");
    return user.orElse(isFile() || isLent() ? "penstock" : owner);
  }

  /** The file has none, whoever has it open. */
  String passwordOrNone() {
    return isLent() ? "" : secretText();
  }

  private String secretText() {
    return password.map(Secret::reveal).orElse("");
  }

  /**
   * What the driver is told. Where the file is lent, the key in it is secret: see {@link #mask}.
   */
  String jdbcUrl(Path dataDir) {
    if (isFile()) {
      return "jdbc:h2:" + file(dataDir) + H2_SETTINGS;
    }
    return isLent()
        ? url + "/" + secretText() + H2_SETTINGS + ";NETWORK_TIMEOUT=" + SOCKET_SECONDS_MAX * 1_000
        : url + (url.contains("?") ? '&' : '?') + waits();
  }

  /** Where H2 has the control database of a node. */
  static String file(Path dataDir) {
    return "file:" + dataDir.resolve("control").resolve("control").toAbsolutePath();
  }

  /** What drivers say may hold their URL. */
  String mask(String said) {
    return password.map(it -> said.replace(it.reveal(), it.toString())).orElse(said);
  }

  private static String waits() {
    return "connectTimeout=" + CONNECT_SECONDS_MAX + "&socketTimeout=" + SOCKET_SECONDS_MAX;
  }
}
