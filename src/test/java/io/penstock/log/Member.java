package io.penstock.log;

import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** A member of a group that takes part only when it is told to, so that the others wait for it. */
public final class Member implements GroupReader.Assignment, AutoCloseable {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String group;
  private final String name;
  private final GroupReader reader;
  private final Set<Partition> partitions = new HashSet<>();

  public Member(LogConfig log, String group, String name, String topic) {
    this.group = group;
    this.name = name;
    this.reader = new KafkaGroupReader(log, group, name, Set.of(topic), 100, this);
  }

  /** Asks to be taken in, and does no more. */
  public void joins() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", Broker.bootstrapServers()))) {
      Eventually.holds("the group knows " + name, SOON, () -> isKnown(admin));
    }
  }

  private boolean isKnown(Admin admin) {
    takesPart();
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .flatMap(described -> described.members().stream())
          .anyMatch(member -> member.groupInstanceId().equals(Optional.of(name)));
    } catch (InterruptedException | ExecutionException fault) {
      throw new AssertionError(fault);
    }
  }

  /** Polls once, and answers which partitions it has then. */
  public Set<Partition> takesPart() {
    reader.poll(SHORT);
    return Set.copyOf(partitions);
  }

  /** Commits the same offset for all it has, and answers whether the group took it. */
  boolean commits(long next) {
    return reader.commit(
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), partition -> new Position(next, ""))));
  }

  @Override
  public void assigned(Partition partition) {
    reader.seek(partition, reader.end(partition));
    partitions.add(partition);
  }

  @Override
  public void revoked(Partition partition) {
    partitions.remove(partition);
  }

  @Override
  public void close() {
    reader.close();
  }
}
