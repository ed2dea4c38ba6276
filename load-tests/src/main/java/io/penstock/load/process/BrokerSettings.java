package io.penstock.load.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** How the broker of the load tests is set up. */
final class BrokerSettings {
  private BrokerSettings() {}

  /** Makes the folder of a broker that never ran. */
  static void format(Path data) {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setUnstableFeatureVersionsEnabled(false)
          .run();
    } catch (Exception fault) {
      throw new BenchFault("the broker's folder cannot be made", fault);
    }
  }

  /**
   * Short retention and small segments bound what a run leaves on the disk; short sessions let a
   * broker that was killed come back without waiting for its former self.
   */
  static void write(Path file, Path data, int port, int controllerPort, int front, int advertised)
      throws IOException {
    Files.writeString(
        file,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,FRONT://127.0.0.1:%5$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,FRONT://127.0.0.1:%6$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,FRONT:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%3$s
        num.partitions=%4$d
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        broker.heartbeat.interval.ms=200
        broker.session.timeout.ms=2000
        controller.quorum.election.timeout.ms=300
        controller.quorum.election.backoff.max.ms=50
        log.retention.bytes=536870912
        log.segment.bytes=268435456
        log.retention.check.interval.ms=15000
        log.segment.delete.delay.ms=2000
        """
            .formatted(port, controllerPort, data, BrokerProcess.PARTITIONS, front, advertised));
  }
}
