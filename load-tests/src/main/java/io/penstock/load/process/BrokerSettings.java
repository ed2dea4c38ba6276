package io.penstock.load.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * How a broker of the load tests is set up: alone, or as one of three that hold copies for each
 * other.
 *
 * @param number counts the brokers, from 1
 * @param fronts listeners for those behind proxies
 * @param frontHost where these proxies are
 */
record BrokerSettings(
    int number, int port, int controllerPort, List<Front> fronts, String frontHost) {

  static List<BrokerSettings> of(int brokers, int fronts, String frontHost) {
    return IntStream.rangeClosed(1, brokers)
        .mapToObj(
            number ->
                new BrokerSettings(
                    number,
                    Ports.free(),
                    Ports.free(),
                    Stream.generate(Front::free).limit(fronts).toList(),
                    frontHost))
        .toList();
  }

  /** Makes the folder of a broker that never ran. */
  void format(Path data, String cluster) {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
          .setClusterId(cluster)
          .setNodeId(number)
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

  /** {@code all} are this one and those beside it. */
  void write(Path file, Path data, List<BrokerSettings> all) throws IOException {
    Files.writeString(file, common(data, all) + (all.size() == 1 ? alone() : amongOthers()));
  }

  /** Short retention and small segments bound what a run leaves on the disk. */
  private String common(Path data, List<BrokerSettings> all) {
    return """
    process.roles=broker,controller
    node.id=%d
    controller.quorum.voters=%s
    listeners=PLAINTEXT://127.0.0.1:%d,%sCONTROLLER://127.0.0.1:%d
    advertised.listeners=PLAINTEXT://127.0.0.1:%3$d%s
    controller.listener.names=CONTROLLER
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,%sCONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    log.dirs=%s
    num.partitions=%d
    auto.create.topics.enable=false
    group.initial.rebalance.delay.ms=0
    log.retention.bytes=536870912
    log.segment.bytes=268435456
    log.retention.check.interval.ms=15000
    log.segment.delete.delay.ms=2000
    """
        .formatted(
            number,
            all.stream().map(BrokerSettings::voter).collect(Collectors.joining(",")),
            port,
            fronts("%s://127.0.0.1:%d,", Front::port),
            controllerPort,
            fronts(",%s://" + frontHost + ":%d", Front::proxyPort),
            fronts("%s:PLAINTEXT,", Front::port),
            data,
            Topics.PARTITIONS);
  }

  private String voter() {
    return number + "@127.0.0.1:" + controllerPort;
  }

  private String fronts(String format, ToIntFunction<Front> port) {
    return IntStream.range(0, fronts.size())
        .mapToObj(at -> format.formatted("FRONT" + at, port.applyAsInt(fronts.get(at))))
        .collect(Collectors.joining());
  }

  /** Short sessions let it come back, when it was killed, without waiting for its former self. */
  private static String alone() {
    return """
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    broker.heartbeat.interval.ms=200
    broker.session.timeout.ms=2000
    controller.quorum.election.timeout.ms=300
    controller.quorum.election.backoff.max.ms=50
    """;
  }

  /** What is acknowledged is on two of three; sessions are long enough for a busy machine. */
  private static String amongOthers() {
    return """
    default.replication.factor=3
    min.insync.replicas=2
    offsets.topic.replication.factor=3
    offsets.topic.num.partitions=6
    transaction.state.log.replication.factor=3
    transaction.state.log.min.isr=2
    share.coordinator.state.topic.replication.factor=3
    share.coordinator.state.topic.min.isr=2
    broker.heartbeat.interval.ms=500
    broker.session.timeout.ms=5000
    """;
  }
}
