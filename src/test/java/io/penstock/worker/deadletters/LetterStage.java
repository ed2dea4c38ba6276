package io.penstock.worker.deadletters;

import static io.penstock.control.ControlDatabases.answer;

import io.penstock.access.audit.AuditTrail;
import io.penstock.access.audit.Trail;
import io.penstock.config.Configuration;
import io.penstock.control.ControlDatabases;
import io.penstock.control.Leases;
import io.penstock.deadletter.DeadLetter;
import io.penstock.deadletter.DeadLetterActs;
import io.penstock.deadletter.Filter;
import io.penstock.deadletter.LetterIndex;
import io.penstock.deadletter.LetterQueries;
import io.penstock.deadletter.Letters;
import io.penstock.deadletter.Order;
import io.penstock.deadletter.Replays;
import io.penstock.deadletter.Selection;
import io.penstock.deadletter.Settlements;
import io.penstock.deadletter.SinkInbox;
import io.penstock.event.KeyStrategy;
import io.penstock.event.Stream;
import io.penstock.fixture.Broker;
import io.penstock.fixture.Eventually;
import io.penstock.fixture.HandClock;
import io.penstock.fixture.Topic;
import io.penstock.log.GroupOffsets;
import io.penstock.log.GroupReader;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.KafkaLetterBox;
import io.penstock.log.LetterBox;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LogConfig;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.log.TopicPlan;
import io.penstock.log.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A broker with dead letters of one stream and one sink, a control database, and the workers. */
final class LetterStage implements AutoCloseable {
  static final String SINK = "duckdb";

  final HandClock clock = new HandClock();
  final ControlDatabases control;
  final LetterQueries queries;
  final DeadLetterActs acts;
  final Replays replays;
  final AuditTrail audit;
  final SinkInbox inbox;

  private final Stream stream;
  private final LogConfig log;
  private final GroupOffsets offsets;
  private final KafkaLetterBox box;
  private String group = Broker.freshName("index");

  LetterStage(Path folder) {
    String name = Broker.freshName("letters");
    control = ControlDatabases.file(folder);
    queries = new LetterQueries(control.database());
    audit = new AuditTrail(clock);
    acts = new DeadLetterActs(control.database(), audit, clock);
    replays = new Replays(control.database(), clock);
    inbox = new SinkInbox(SINK, "group-of-" + name, "again-" + name);
    stream =
        new Stream(
            name,
            name,
            Stream.Kind.OPEN,
            "id",
            Optional.of("type"),
            Optional.empty(),
            Optional.empty(),
            KeyStrategy.ROUND_ROBIN,
            5_000,
            1 << 20);
    log =
        LogConfig.read(Configuration.ofYaml("partitions: 2").root()).at(Broker.bootstrapServers());
    offsets = new GroupOffsets(control.vertx(), log);
    answer(
        new Topics(control.vertx(), log)
            .prepare(
                List.of(
                    TopicPlan.ofDeadLetters(stream, log),
                    TopicPlan.ofLetters(inbox.topic(), SINK, 1 << 20, 2, log))));
    box = new KafkaLetterBox(log, 1 << 20);
  }

  Indexing indexing() {
    return new Indexing(
        log, group, "node-1", List.of(stream), new LetterIndex(control.database()), clock);
  }

  Replaying replaying() {
    return new Replaying(
        log, "node-1", new Leases(control.database()), replays, List.of(inbox), box, clock);
  }

  Settling settling() {
    return new Settling(
        offsets,
        group,
        new Settlements(control.database(), clock),
        queries,
        List.of(inbox),
        standings -> {});
  }

  /** Letters of this sink die in the partition of the stream. */
  void die(int partition, long... origins) {
    append(
        stream.deadLetterTopic(),
        LongStream.of(origins)
            .mapToObj(offset -> Letters.refused(SINK, stream.topic(), partition, offset))
            .toList());
  }

  void diesAgain(int partition, long origin, String replay) {
    append(
        stream.deadLetterTopic(),
        List.of(Letters.refused(SINK, stream.topic(), partition, origin).replayedAs(replay)));
  }

  private void append(String topic, List<io.penstock.log.Letter> letters) {
    try {
      box.append(
          letters.stream()
              .map(letter -> new Addressed(letter, topic, letter.origin().number()))
              .toList());
    } catch (LetterBox.NotTaken fault) {
      throw new AssertionError(fault);
    }
  }

  /** The sink settles its whole inbox. */
  void sinkSettlesItsInbox() {
    Set<Partition> assigned = new HashSet<>();
    try (var sink = sink(assigned)) {
      Eventually.holds(
          "the sink has its inbox",
          Duration.ofSeconds(30),
          () -> {
            sink.poll(Duration.ofMillis(50));
            return assigned.size() == 2;
          });
      sink.commit(
          assigned.stream()
              .collect(
                  Collectors.toMap(
                      partition -> partition, partition -> new Position(sink.end(partition), ""))));
    }
  }

  private GroupReader sink(Set<Partition> assigned) {
    var reader = new java.util.concurrent.atomic.AtomicReference<GroupReader>();
    reader.set(
        new KafkaGroupReader(
            log,
            inbox.group(),
            "sink",
            Set.of(inbox.topic()),
            10,
            new GroupReader.Assignment() {
              @Override
              public void assigned(Partition partition) {
                reader.get().seek(partition, reader.get().end(partition));
                assigned.add(partition);
              }

              @Override
              public void revoked(Partition partition) {
                assigned.remove(partition);
              }
            }));
    return reader.get();
  }

  Topic inbox() {
    return Broker.read(inbox.topic());
  }

  Order order(Filter filter, String value) {
    var selection = new Selection(Map.of(filter, value), List.of());
    return new Order(Trail.act("dead-letters.test", selection.json().encode()), selection);
  }

  List<DeadLetter> letters() {
    return answer(queries.list(Selection.EVERYTHING, 0, 1_000));
  }

  List<String> states() {
    return letters().stream().map(letter -> letter.standing().state()).toList();
  }

  /** As if nothing had ever been committed. */
  void groupForgets() {
    group = Broker.freshName("index");
  }

  @Override
  public void close() {
    box.close();
    answer(offsets.close());
    control.close();
  }
}
