package io.penstock.load.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.common.Uuid;

/** A Kafka broker with its controller, one node, in a process of its own. */
public final class BrokerProcess implements AutoCloseable {
  public static final int PARTITIONS = 6;
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final int port;
  private final Admin admin;

  private BrokerProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
    this.admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
  }

  public static BrokerProcess start(Workplace workplace) throws IOException {
    int port = Ports.free();
    Path settings = workplace.file("broker.properties");
    Files.writeString(settings, settings(port, Ports.free(), workplace.file("broker-data")));
    format(workplace, settings);
    ChildProcess process =
        workplace.start("broker", command("kafka.Kafka", settings.toString()), Map.of());
    process.awaitReady(START_MAX, () -> Ports.isOpen(port));
    return new BrokerProcess(process, port);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Usage usage() {
    return process.usage();
  }

  public void createTopic(String topic) {
    NewTopic wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty());
    await(admin.createTopics(List.of(wanted)).all());
  }

  /** How many records the topic ever took: what retention removes does not lower it. */
  public long recordsIn(String topic) {
    Collection<ListOffsetsResultInfo> ends =
        await(
                admin
                    .listOffsets(
                        IntStream.range(0, PARTITIONS)
                            .mapToObj(number -> new TopicPartition(topic, number))
                            .collect(
                                Collectors.toMap(
                                    partition -> partition, end -> OffsetSpec.latest())))
                    .all())
            .values();
    return ends.stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private static void format(Workplace workplace, Path settings) {
    String id = Uuid.randomUuid().toString();
    workplace
        .start(
            "broker-format",
            command("kafka.tools.StorageTool", "format", "-t", id, "-c", settings.toString()),
            Map.of())
        .awaitSuccess(START_MAX, () -> {});
  }

  private static List<String> command(String mainClass, String... arguments) {
    return JavaCommand.of(
        List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"),
        mainClass,
        List.of(arguments));
  }

  /** Short retention and small segments bound what a run leaves on the disk. */
  private static String settings(int port, int controllerPort, Path data) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    log.dirs=%3$s
    num.partitions=%4$d
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    log.retention.bytes=536870912
    log.segment.bytes=268435456
    log.retention.check.interval.ms=15000
    log.segment.delete.delay.ms=2000
    """
        .formatted(port, controllerPort, data, PARTITIONS);
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
