package io.penstock.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker, broker and controller in one, inside this process. Its data stays in its
 * folder over restarts; its ports are new with each start, unless told, and on loopback only.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String CLUSTER_ID = "UGVuc3RvY2tFbWJlZGRlZA";

  private final KafkaRaftServer server;
  private final int port;

  /** Starts the broker; it may take seconds. */
  public EmbeddedBroker(Path dataDir) {
    this(dataDir, freePorts());
  }

  /** Likewise, where it is known to others by this port. */
  public EmbeddedBroker(Path dataDir, int port) {
    this(dataDir, new int[] {port, freePorts()[0]});
  }

  private EmbeddedBroker(Path dataDir, int[] ports) {
    this.port = ports[0];
    var config = new KafkaConfig(settings(dataDir, ports[0], ports[1]), false);
    format(dataDir);
    this.server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path dataDir) {
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
          .setClusterId(CLUSTER_ID)
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(dataDir.toString())
          .addDirectory(dataDir.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setUnstableFeatureVersionsEnabled(false)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception fault) {
      throw new IllegalStateException(
          "the embedded broker cannot use " + dataDir + ": " + fault.getMessage(), fault);
    }
  }

  private static Map<String, String> settings(Path dataDir, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", dataDir.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.putAll(forOneNode());
    settings.putAll(small());
    return settings;
  }

  /** A single broker has nobody to replicate to, or to wait for. */
  private static Map<String, String> forOneNode() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "group.initial.rebalance.delay.ms", "0");
  }

  /**
   * Few threads and little memory; short sessions, so that a restart after a kill does not wait for
   * its former self.
   */
  private static Map<String, String> small() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2",
        "log.cleaner.dedupe.buffer.size", "2097152",
        "broker.heartbeat.interval.ms", "200",
        "broker.session.timeout.ms", "2000",
        "controller.quorum.election.timeout.ms", "300",
        "controller.quorum.election.backoff.max.ms", "50");
  }

  private static int[] freePorts() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var one = new ServerSocket(0, 1, loopback);
        var other = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    } catch (IOException fault) {
      throw new UncheckedIOException("no free port on loopback", fault);
    }
  }
}
