package io.penstock.ledger.reconcile;

import io.penstock.ledger.Checkpoint;
import io.penstock.log.GroupOffsets;
import io.penstock.log.LogScan;
import io.penstock.log.LogScan.Since;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.sink.Holdings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The positions of a sink and of the log, read in the order that makes them fit: checkpoints before
 * ends.
 *
 * @param window the time for which the log holds everything
 * @param fromMillis since when records are read: a little earlier, should a clock have gone back
 */
record Standings(Map<Partition, Standing> all, Window window, long fromMillis) {
  private static final long SLACK_MILLIS = 60_000;

  static Standings read(
      Subject subject,
      LogScan log,
      Function<Partition, Optional<Checkpoint>> checkpoints,
      long sinceMillis,
      Clock clock) {
    Set<String> topics = Set.of(subject.stream().topic());
    Map<Partition, Optional<Checkpoint>> known = new HashMap<>();
    log.beginnings(topics).keySet().forEach(it -> known.put(it, checkpoints.apply(it)));
    long nowMillis = clock.millis();
    Map<Partition, Long> ends = log.ends(topics);
    Map<Partition, Long> beginnings = log.beginnings(topics);
    long fromMillis = sinceMillis - SLACK_MILLIS;
    Map<Partition, Since> since = log.since(topics, fromMillis);
    Map<Partition, Standing> all = new HashMap<>();
    known.forEach(
        (partition, checkpoint) -> {
          long beginning = beginnings.getOrDefault(partition, 0L);
          all.put(
              partition,
              new Standing(
                  partition,
                  beginning,
                  from(since, partition, beginning),
                  Math.max(beginning, ends.getOrDefault(partition, beginning)),
                  checkpoint.orElseGet(() -> Checkpoint.at(beginning))));
        });
    long reached = Math.min(nowMillis, Math.max(sinceMillis, reaches(all, since, sinceMillis)));
    return new Standings(all, new Window(reached * 1_000, nowMillis * 1_000), fromMillis);
  }

  private static long from(Map<Partition, Since> since, Partition partition, long beginning) {
    Since found = since.get(partition);
    return found == null ? beginning : Math.max(beginning, found.offset());
  }

  /** Where records of a partition are gone, nothing is known of the time before its first one. */
  private static long reaches(
      Map<Partition, Standing> all, Map<Partition, Since> since, long sinceMillis) {
    return all.values().stream()
        .filter(standing -> standing.beginning() > 0 && standing.from() == standing.beginning())
        .map(standing -> since.get(standing.partition()))
        .mapToLong(found -> found == null ? sinceMillis : found.timestampMillis())
        .max()
        .orElse(sinceMillis);
  }

  /** The checkpoints of a sink that keeps its own, else those that its group committed. */
  static Function<Partition, Optional<Checkpoint>> checkpoints(
      Subject subject, Optional<Holdings> holdings, GroupOffsets offsets) {
    if (holdings.isPresent() && holdings.get().keepsCheckpoints()) {
      Holdings sink = holdings.get();
      return partition -> sink.checkpoint(partition.topic(), partition.number());
    }
    Map<Partition, Position> committed = Letters.committed(offsets, subject.group());
    return partition ->
        Optional.ofNullable(committed.get(partition))
            .flatMap(at -> Checkpoint.unpacked(at.next(), at.note()));
  }

  Map<Partition, Long> froms() {
    return all.values().stream().collect(Collectors.toMap(Standing::partition, Standing::from));
  }

  Map<Partition, Long> ends() {
    return all.values().stream().collect(Collectors.toMap(Standing::partition, Standing::end));
  }

  long records() {
    return all.values().stream()
        .mapToLong(standing -> Math.max(0, standing.end() - standing.from()))
        .sum();
  }
}
