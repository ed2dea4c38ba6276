package io.penstock.load.torture.scene;

import io.penstock.load.process.Brokers;
import io.penstock.load.process.ClickHouseServer;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.process.Workplace;
import io.penstock.load.torture.machine.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What all scenarios of a lineup share: brokers, told to be reached by proxies, a PostgreSQL, and
 * for several nodes a ClickHouse.
 *
 * @param program the launcher of Penstock
 * @param firstProgram that of the version with which each node begins
 * @param networks those of the nodes, where they have any
 */
public record Ground(
    Workplace workplace,
    Path program,
    Path firstProgram,
    Lineup lineup,
    Optional<Networks> networks,
    Brokers brokers,
    PostgresServer postgres,
    Optional<ClickHouseServer> clickHouse)
    implements AutoCloseable {

  /** For one node; the root is the project's folder, where {@code target/penstock} is. */
  public static Ground open(Path root) throws IOException {
    return open(root, Lineup.ALONE, Optional.empty());
  }

  /** {@code older} is the folder of another version, where nodes begin with one. */
  public static Ground open(Path root, Lineup lineup, Optional<Path> older) throws IOException {
    Path distribution = root.resolve("target/penstock");
    Workplace workplace = Workplace.open(root.resolve("target"));
    Optional<Networks> networks = networks(lineup);
    try {
      return new Ground(
          workplace,
          launcher(distribution),
          launcher(older.orElse(distribution)),
          lineup,
          networks,
          Brokers.start(
              workplace, lineup.brokers(), lineup.nodes(), quarters(networks, 0).outside()),
          PostgresServer.start(workplace),
          lineup == Lineup.ALONE
              ? Optional.empty()
              : Optional.of(ClickHouseServer.start(workplace)));
    } catch (IOException | RuntimeException fault) {
      workplace.close();
      networks.ifPresent(Networks::close);
      throw fault;
    }
  }

  private static Path launcher(Path distribution) {
    return distribution.resolve("bin/penstock");
  }

  private static Optional<Networks> networks(Lineup lineup) {
    return lineup == Lineup.APART ? Optional.of(Networks.open(lineup.nodes())) : Optional.empty();
  }

  /** Where a node lives, counted from 0. */
  Quarters quarters(int node) {
    return quarters(networks, node);
  }

  private static Quarters quarters(Optional<Networks> networks, int node) {
    return networks
        .map(apart -> new Quarters(apart.host(node), apart.outside(), apart.before(node)))
        .orElse(Quarters.LOOPBACK);
  }

  @Override
  public void close() {
    brokers.close();
    workplace.close();
    networks.ifPresent(Networks::close);
  }
}
