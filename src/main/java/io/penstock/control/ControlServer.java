package io.penstock.control;

import io.penstock.config.Secret;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;

/**
 * Lends a node's file to other nodes on this machine. Whoever knows the key opens the control
 * database, and nothing else can be opened.
 */
public final class ControlServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Server server;

  /**
   * Listens on loopback.
   *
   * @throws IllegalStateException with a sentence for people, where that fails
   */
  public ControlServer(Path dataDir, int port, Secret key) {
    bindLoopback();
    try {
      server =
          Server.createTcpServer(
                  "-tcpPort",
                  Integer.toString(port),
                  "-ifNotExists",
                  "-key",
                  key.reveal(),
                  ControlConfig.file(dataDir))
              .start();
    } catch (SQLException fault) {
      throw new IllegalStateException(
          "the control database cannot be served on port " + port + ": " + fault.getMessage(),
          fault);
    }
  }

  /** H2 listens everywhere unless told otherwise, and reads this once, before anything else. */
  private static void bindLoopback() {
    System.setProperty("h2.bindAddress", LOOPBACK);
    if (!LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
      throw new IllegalStateException("H2 was in use before it could be told to stay on loopback");
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
