package io.penstock.ledger.reconcile;

import io.penstock.log.GroupOffsets;
import io.penstock.log.Letter;
import io.penstock.log.LogRecord;
import io.penstock.log.LogScan;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.retry.Tier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which records of the stream are letters of the sink: on their way back to it, or dead. A letter
 * is in its topic before the checkpoint passes its record, so whoever has read checkpoints first
 * finds all of them here.
 */
final class Letters {
  private static final int LETTERS_MAX = 1_000_000;
  private static final long ANSWER_SECONDS_MAX = 15;

  /** The group that hands over what is due. */
  private static final String RETRIES = "penstock.retries";

  private record Place(int partition, long offset) {}

  private final Map<Place, Count> homes = new HashMap<>();
  private final Subject subject;
  private final LogScan log;
  private final Watch watch;

  private Letters(Subject subject, LogScan log, Watch watch) {
    this.subject = subject;
    this.log = log;
    this.watch = watch;
  }

  /**
   * Reads them as they are now, in the order in which they move, so that none passes by unseen.
   *
   * @param inbox where the sink goes on in its inbox
   * @param fromMillis dead letters that were written earlier are left out
   */
  static Letters read(
      Subject subject,
      LogScan log,
      GroupOffsets offsets,
      Function<Partition, Long> inbox,
      long fromMillis,
      Watch watch) {
    var letters = new Letters(subject, log, watch);
    Map<Partition, Position> moved = committed(offsets, RETRIES);
    Set<String> tiers =
        subject.retry().tiers().stream().map(Tier::topic).collect(Collectors.toSet());
    letters.readWaiting(tiers, partition -> next(moved, partition));
    letters.readWaiting(Set.of(subject.retry().inbox()), inbox);
    letters.readDead(fromMillis);
    return letters;
  }

  static Map<Partition, Position> committed(GroupOffsets offsets, String group) {
    try {
      return offsets.committed(group).await(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new NotFoundOut("the log does not say how far " + group + " is");
    }
  }

  static long next(Map<Partition, Position> committed, Partition partition) {
    Position position = committed.get(partition);
    return position == null ? 0 : position.next();
  }

  private void readWaiting(Set<String> topics, Function<Partition, Long> next) {
    Map<Partition, Long> from = new HashMap<>();
    log.beginnings(topics)
        .forEach(
            (partition, beginning) ->
                from.put(partition, Math.max(beginning, next.apply(partition))));
    log.read(from, log.ends(topics), record -> add(record, Count.RETRYING), watch::check);
  }

  private void readDead(long fromMillis) {
    Set<String> topics = Set.of(subject.stream().deadLetterTopic());
    Map<Partition, Long> from = new HashMap<>();
    log.since(topics, fromMillis).forEach((partition, at) -> from.put(partition, at.offset()));
    log.read(from, log.ends(topics), record -> add(record, Count.DEAD), watch::check);
  }

  /** One that is dead and is on its way again was replayed. */
  private void add(LogRecord record, Count home) {
    record
        .letter()
        .filter(this::isOurs)
        .map(letter -> new Place(letter.origin().number(), letter.originOffset()))
        .ifPresent(
            place -> homes.merge(place, home, (one, other) -> one == Count.RETRYING ? one : other));
    if (homes.size() > LETTERS_MAX) {
      throw new NotFoundOut(
          "more than " + LETTERS_MAX + " letters: narrow it with a later --since");
    }
  }

  private boolean isOurs(Letter letter) {
    return letter.sink().equals(subject.sink())
        && letter.origin().topic().equals(subject.stream().topic());
  }

  /** Where the record is, if it is a letter; else {@code otherwise}. */
  Count homeOf(LogRecord record, Count otherwise) {
    return homes.getOrDefault(new Place(record.partition().number(), record.offset()), otherwise);
  }
}
