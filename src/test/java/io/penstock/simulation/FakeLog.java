package io.penstock.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.SimulatedRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics with partitions that only grow, and the groups that read them. Outlives every node. */
final class FakeLog {
  private final Map<String, Integer> topics = new LinkedHashMap<>();
  private final Map<Partition, List<LogRecord>> partitions = new LinkedHashMap<>();
  private final Map<String, FakeGroup> groups = new LinkedHashMap<>();
  private final Clock clock;
  private final Dice dice;
  private final Trace trace;

  FakeLog(Clock clock, Dice dice, Trace trace) {
    this.trace = trace;
    this.clock = clock;
    this.dice = dice;
  }

  void has(String topic, int count) {
    topics.put(topic, count);
    for (int number = 0; number < count; number++) {
      partitions.put(new Partition(topic, number), new ArrayList<>());
    }
  }

  List<Partition> partitionsOf(String topic) {
    return partitions.keySet().stream().filter(it -> it.topic().equals(topic)).toList();
  }

  /** Into the partition that the record names, counted round, or into any; answers its place. */
  LogRecord append(ProducerRecord<byte[], byte[]> record) {
    int count = Objects.requireNonNull(topics.get(record.topic()), record.topic());
    int number =
        record.partition() == null ? dice.below(count) : Math.floorMod(record.partition(), count);
    var partition = new Partition(record.topic(), number);
    List<LogRecord> records = records(partition);
    LogRecord kept = SimulatedRecords.at(partition, records.size(), clock.millis(), record);
    records.add(kept);
    trace.says(() -> "the log has " + text(kept) + " at " + partition + "@" + kept.offset());
    return kept;
  }

  private static String text(LogRecord record) {
    return new String(Objects.requireNonNull(record.value()), UTF_8);
  }

  List<LogRecord> records(Partition partition) {
    return Objects.requireNonNull(partitions.get(partition), partition.toString());
  }

  /** All records of a topic. */
  List<LogRecord> records(String topic) {
    return partitionsOf(topic).stream().flatMap(it -> records(it).stream()).toList();
  }

  long end(Partition partition) {
    return records(partition).size();
  }

  /** The group that reads these topics; made when somebody asks for it first. */
  FakeGroup group(String name, List<String> read) {
    return groups.computeIfAbsent(
        name,
        it ->
            new FakeGroup(
                name,
                read.stream().flatMap(topic -> partitionsOf(topic).stream()).toList(),
                clock,
                dice,
                trace));
  }

  List<FakeGroup> groups() {
    return List.copyOf(groups.values());
  }
}
