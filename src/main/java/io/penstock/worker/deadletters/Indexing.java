package io.penstock.worker.deadletters;

import io.penstock.deadletter.DeadLetter.Home;
import io.penstock.deadletter.EventTypes;
import io.penstock.deadletter.FoundLetter;
import io.penstock.deadletter.LetterIndex;
import io.penstock.event.Stream;
import io.penstock.log.GroupReader;
import io.penstock.log.KafkaGroupReader;
import io.penstock.log.LogConfig;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.worker.Progress;
import io.penstock.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies the headers of dead letters into the index. The group's offset moves once the database has
 * them, so a letter may be copied twice, which changes nothing. The note beside the offset says for
 * which making of the index the partition was read.
 */
public final class Indexing implements Worker {
  /** Its committed offsets say how far the index has come. */
  public static final String GROUP = "penstock.dead-letters";

  private static final Duration POLL_MAX = Duration.ofMillis(200);

  /** A transaction costs as much as a hundred letters, so few are not taken as they trickle in. */
  private static final Duration GATHER = Duration.ofMillis(500);

  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  private final LogConfig log;
  private final String group;
  private final String member;
  private final Set<String> topics;
  private final LetterIndex index;
  private final EventTypes types;
  private final Clock clock;
  private final Map<Partition, Long> generations = new HashMap<>();
  private @Nullable GroupReader reader;
  private long askAt;

  public Indexing(
      LogConfig log,
      String group,
      String member,
      List<Stream> streams,
      LetterIndex index,
      Clock clock) {
    this.log = log;
    this.group = group;
    this.member = member;
    this.topics = streams.stream().map(Stream::deadLetterTopic).collect(Collectors.toSet());
    this.index = index;
    this.types = new EventTypes(streams);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dead-letter index";
  }

  @Override
  public void open() {
    generations.clear();
    askAt = 0;
    reader =
        new KafkaGroupReader(log, group, member, topics, LetterIndex.LETTERS_MAX, assignment());
  }

  private GroupReader.Assignment assignment() {
    return new GroupReader.Assignment() {
      @Override
      public void assigned(Partition partition) {
        begin(open(reader), partition);
      }

      @Override
      public void revoked(Partition partition) {
        generations.remove(partition);
      }
    };
  }

  private static GroupReader open(@Nullable GroupReader reader) {
    if (reader == null) {
      throw new IllegalStateException("the worker is not open");
    }
    return reader;
  }

  /**
   * Where the group was; at the oldest letter where it never was, or that is gone meanwhile.
   * Whether that was for this making of the index is asked next.
   */
  private void begin(GroupReader open, Partition partition) {
    long beginning = open.beginning(partition);
    Position committed = open.committed(partition).orElse(new Position(beginning, ""));
    open.seek(partition, Math.max(beginning, committed.next()));
    generations.put(partition, numberIn(committed.note()));
    askAt = 0;
  }

  private static long numberIn(String note) {
    return note.matches("\\d{1,18}") ? Long.parseLong(note) : 0;
  }

  @Override
  public Progress step() {
    GroupReader open = open(reader);
    startOverIfDue(open);
    List<LogRecord> records = open.poll(POLL_MAX);
    index.take(records.stream().flatMap(record -> found(record).stream()).toList()).await();
    if (records.isEmpty()) {
      return new Progress.More();
    }
    open.commit(positionsBehind(records));
    return records.size() < LetterIndex.LETTERS_MAX
        ? new Progress.Rest(GATHER)
        : new Progress.More();
  }

  private void startOverIfDue(GroupReader open) {
    if (clock.millis() < askAt) {
      return;
    }
    askAt = clock.millis() + ASK_EVERY.toMillis();
    long generation = index.generation().await();
    generations.replaceAll(
        (partition, number) -> {
          if (number != generation) {
            open.seek(partition, open.beginning(partition));
          }
          return generation;
        });
  }

  /** Empty for a record that somebody else put there: it is no letter of ours. */
  private java.util.Optional<FoundLetter> found(LogRecord record) {
    return record
        .letter()
        .map(
            letter ->
                new FoundLetter(
                    letter,
                    new Home(record.partition(), record.offset(), record.timestampMillis()),
                    types.typeOf(record, letter.origin().topic())));
  }

  private Map<Partition, Position> positionsBehind(List<LogRecord> records) {
    Map<Partition, Position> positions = new HashMap<>();
    for (LogRecord record : records) {
      positions.put(
          record.partition(),
          new Position(
              record.offset() + 1,
              Long.toString(generations.getOrDefault(record.partition(), 0L))));
    }
    return positions;
  }

  @Override
  public void close() {
    GroupReader closing = reader;
    reader = null;
    if (closing != null) {
      closing.close();
    }
  }
}
