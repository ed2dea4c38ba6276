package io.penstock.load.torture.scene;

import io.penstock.load.process.BrokerProcess;
import io.penstock.load.process.Ports;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.process.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What all scenarios of a call share: one broker, told to be reached by a proxy, and a PostgreSQL.
 */
public record Ground(
    Workplace workplace,
    Path program,
    BrokerProcess broker,
    int brokerProxyPort,
    PostgresServer postgres)
    implements AutoCloseable {

  /** The root is the project's folder, where {@code target/penstock} is. */
  public static Ground open(Path root) throws IOException {
    Workplace workplace = Workplace.open(root.resolve("target"));
    try {
      int proxyPort = Ports.free();
      return new Ground(
          workplace,
          root.resolve("target/penstock/bin/penstock"),
          BrokerProcess.start(workplace, OptionalInt.of(proxyPort)),
          proxyPort,
          PostgresServer.start(workplace));
    } catch (IOException | RuntimeException fault) {
      workplace.close();
      throw fault;
    }
  }

  @Override
  public void close() {
    broker.close();
    workplace.close();
  }
}
