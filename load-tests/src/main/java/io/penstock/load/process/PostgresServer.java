package io.penstock.load.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A PostgreSQL with the settings that it comes with: the user's own, or one of the bench. */
public record PostgresServer(String url, Optional<String> user) {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final String USER = "postgres";
  private static final Duration STEP_MAX = Duration.ofSeconds(60);

  /** The one that {@code POSTGRES_URL} names, else a new one in the workplace. */
  public static PostgresServer of(Workplace workplace) throws IOException {
    String url = System.getenv("POSTGRES_URL");
    return url == null
        ? start(workplace)
        : new PostgresServer(url, Optional.ofNullable(System.getenv("POSTGRES_USER")));
  }

  /** A new one in the workplace. */
  public static PostgresServer start(Workplace workplace) throws IOException {
    String programs = unpacked(workplace) + "/bin/";
    String data = workplace.file("postgres-data").toString();
    workplace
        .start(
            "postgres-init",
            unprivileged(programs + "initdb", "-A", "trust", "-U", USER, "-E", "UTF-8", "-D", data),
            Map.of())
        .awaitSuccess(STEP_MAX, () -> {});
    int port = Ports.free();
    var server =
        new PostgresServer("jdbc:postgresql://127.0.0.1:" + port + "/postgres", Optional.of(USER));
    workplace
        .start("postgres", unprivileged(command(programs, data, port)), Map.of())
        .awaitReady(STEP_MAX, server::answers);
    return server;
  }

  private static String[] command(String programs, String data, int port) {
    return new String[] {
      programs + "postgres",
      "-D",
      data,
      "-p",
      String.valueOf(port),
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories="
    };
  }

  private static Path unpacked(Workplace workplace) throws IOException {
    Path archive = workplace.file("postgres.txz");
    Path folder = Files.createDirectory(workplace.file("postgres"));
    try (InputStream packed = PostgresServer.class.getResourceAsStream(ARCHIVE)) {
      if (packed == null) {
        throw new BenchFault("there is no PostgreSQL for this machine; POSTGRES_URL may name one");
      }
      Files.copy(packed, archive);
    }
    workplace
        .start(
            "postgres-unpack",
            List.of("tar", "-xJf", archive.toString(), "-C", folder.toString()),
            Map.of())
        .awaitSuccess(STEP_MAX, () -> {});
    return folder;
  }

  /** PostgreSQL refuses to run as root, so there it gets a user namespace in which it is nobody. */
  private static List<String> unprivileged(String... command) {
    List<String> whole = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      whole.addAll(List.of("unshare", "-U"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  /** Leaves nothing of a run behind. */
  public void drop(String schema) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
    } catch (SQLException fault) {
      throw new BenchFault("the schema " + schema + " cannot be dropped", fault);
    }
  }

  /** Where it listens, on loopback. */
  public int port() {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  public Connection connect() throws SQLException {
    var login = new Properties();
    user.ifPresent(name -> login.setProperty("user", name));
    Optional.ofNullable(System.getenv("POSTGRES_PASSWORD"))
        .ifPresent(password -> login.setProperty("password", password));
    return DriverManager.getConnection(url, login);
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }
}
