package io.penstock.command.demo;

import io.penstock.control.ControlServer;
import io.penstock.log.EmbeddedBroker;

/** The broker and the control database, which the first process holds for all nodes. */
final class Ground implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final ControlServer database;

  /**
   * Starts both; it may take seconds.
   *
   * @throws IllegalStateException with a sentence for people, where that fails
   */
  Ground(Common common) {
    database = new ControlServer(common.data(), common.databasePort(), common.databaseKey());
    try {
      broker = new EmbeddedBroker(common.data().resolve("broker"), common.brokerPort());
    } catch (RuntimeException | Error fault) {
      database.close();
      throw fault;
    }
  }

  @Override
  public void close() {
    database.close();
    broker.close();
  }
}
