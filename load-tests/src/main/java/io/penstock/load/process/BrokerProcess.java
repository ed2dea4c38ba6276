package io.penstock.load.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * A Kafka broker with its controller, one node, in a process of its own. It may be killed and
 * started again on the same data and ports.
 */
public final class BrokerProcess implements AutoCloseable {
  public static final int PARTITIONS = 6;
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final Workplace workplace;
  private final Path settings;
  private final int port;
  private final int frontPort;
  private final Admin admin;
  private ChildProcess process;
  private int starts;

  private BrokerProcess(Workplace workplace, Path settings, int port, int frontPort) {
    this.workplace = workplace;
    this.settings = settings;
    this.port = port;
    this.frontPort = frontPort;
    this.process = launch();
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  public static BrokerProcess start(Workplace workplace) throws IOException {
    return start(workplace, OptionalInt.empty());
  }

  /**
   * With a proxy before it: whoever comes by the front port is told to go on by the proxy's, so
   * that no connection of theirs goes around it.
   */
  public static BrokerProcess start(Workplace workplace, OptionalInt proxyPort) throws IOException {
    int port = Ports.free();
    int frontPort = Ports.free();
    Path data = workplace.file("broker-data");
    Path settings = workplace.file("broker.properties");
    BrokerSettings.write(
        settings, data, port, Ports.free(), frontPort, proxyPort.orElse(frontPort));
    BrokerSettings.format(data);
    return new BrokerProcess(workplace, settings, port, frontPort);
  }

  private ChildProcess launch() {
    starts++;
    ChildProcess launched =
        workplace.start(
            starts == 1 ? "broker" : "broker-" + starts,
            JavaCommand.of(
                List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"),
                "kafka.Kafka",
                List.of(settings.toString())),
            Map.of());
    launched.awaitReady(START_MAX, () -> Ports.isOpen(port) && Ports.isOpen(frontPort));
    return launched;
  }

  /** SIGKILL: what it has not written yet is gone. */
  public void kill() {
    process.kill();
  }

  /** On the same data and ports; nothing where it runs. */
  public void startAgain() {
    if (!process.isAlive()) {
      process = launch();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Where a proxy connects to. */
  public int frontPort() {
    return frontPort;
  }

  public Usage usage() {
    return process.usage();
  }

  /** Of the process that runs now. */
  public List<String> logLines() {
    return process.logLines();
  }

  public void createTopic(String topic) {
    NewTopic wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty());
    await(admin.createTopics(List.of(wanted)).all());
  }

  public boolean hasTopic(String topic) {
    return await(admin.listTopics().names()).contains(topic);
  }

  /** How many records the topic ever took: what retention removes does not lower it. */
  public long recordsIn(String topic) {
    return ends(topic).values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }

  /** The offset behind the last record of each partition. */
  public Map<Integer, Long> endsOf(String topic) {
    return ends(topic).entrySet().stream()
        .collect(Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(String topic) {
    Collection<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    return await(
        admin
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
            .all());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException fault) {
      throw process.fault("did not do as asked (" + fault + ")");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchFault("interrupted while the broker was asked");
    }
  }
}
