package io.penstock.load.torture.scene;

import io.penstock.load.process.Brokers;
import io.penstock.load.process.PostgresServer;
import io.penstock.load.process.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all scenarios of a lineup share: brokers, told to be reached by proxies, and a PostgreSQL.
 *
 * @param quarters where each node lives
 * @param canCluster whether this server knows of clusters
 */
public record Ground(
    Workplace workplace,
    Path program,
    Lineup lineup,
    List<Quarters> quarters,
    Brokers brokers,
    PostgresServer postgres,
    boolean canCluster)
    implements AutoCloseable {

  /** For one node; the root is the project's folder, where {@code target/penstock} is. */
  public static Ground open(Path root) throws IOException {
    return open(root, Lineup.ALONE);
  }

  public static Ground open(Path root, Lineup lineup) throws IOException {
    Workplace workplace = Workplace.open(root.resolve("target"));
    try {
      List<Quarters> quarters =
          Stream.generate(() -> Quarters.LOOPBACK).limit(lineup.nodes()).toList();
      return new Ground(
          workplace,
          root.resolve("target/penstock/bin/penstock"),
          lineup,
          quarters,
          Brokers.start(workplace, lineup.brokers(), lineup.nodes(), quarters.getFirst().outside()),
          PostgresServer.start(workplace),
          Files.readString(root.resolve("conf/penstock.yaml")).contains("\ncluster:"));
    } catch (IOException | RuntimeException fault) {
      workplace.close();
      throw fault;
    }
  }

  @Override
  public void close() {
    brokers.close();
    workplace.close();
  }
}
