package io.penstock;

import io.penstock.log.produce.SpoolHealth;
import io.penstock.log.produce.Spooling;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.spool.disk.FileDisk;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's spool and the folder it holds: opened before anything is taken, closed at the end. */
record NodeSpool(FileDisk disk, Spooling spooling) {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSpool.class);

  /**
   * Opens what is there.
   *
   * @throws IllegalStateException where another process holds the folder, or it cannot be used
   */
  static NodeSpool open(ServerConfig config, Health health, Meters meters) {
    try {
      FileDisk disk = FileDisk.hold(config.spoolDir());
      return new NodeSpool(
          disk,
          Spooling.open(disk, config.spool(), config.nodeName(), new SpoolHealth(health), meters));
    } catch (IOException fault) {
      throw new IllegalStateException(
          "spool.directory cannot be used: " + fault.getMessage(), fault);
    }
  }

  void close() {
    try {
      spooling.close();
      disk.close();
    } catch (IOException fault) {
      LOG.warn("The spool did not close cleanly: {}", String.valueOf(fault));
    }
  }
}
