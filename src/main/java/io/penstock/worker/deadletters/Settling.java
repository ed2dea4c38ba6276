package io.penstock.worker.deadletters;

import io.penstock.deadletter.LetterQueries;
import io.penstock.deadletter.Settlements;
import io.penstock.deadletter.Settlements.Sent;
import io.penstock.deadletter.SinkInbox;
import io.penstock.log.GroupOffsets;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.worker.Progress;
import io.penstock.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sees how replays ended: a letter that its sink has settled, and that is not back among the dead
 * letters, is resolved. Counts the letters for the gauge as well.
 */
public final class Settling implements Worker {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final GroupOffsets offsets;
  private final String indexGroup;
  private final Settlements settlements;
  private final LetterQueries queries;
  private final List<SinkInbox> inboxes;
  private final Consumer<Map<LetterQueries.Standing, Long>> gauge;

  public Settling(
      GroupOffsets offsets,
      String indexGroup,
      Settlements settlements,
      LetterQueries queries,
      List<SinkInbox> inboxes,
      Consumer<Map<LetterQueries.Standing, Long>> gauge) {
    this.offsets = offsets;
    this.indexGroup = indexGroup;
    this.settlements = settlements;
    this.queries = queries;
    this.inboxes = inboxes;
    this.gauge = gauge;
  }

  @Override
  public String name() {
    return "dead-letter outcomes";
  }

  @Override
  public void open() {}

  @Override
  public Progress step() {
    List<Sent> sent = settlements.sent().await();
    for (SinkInbox inbox : inboxes) {
      settle(inbox, sent.stream().filter(one -> one.sink().equals(inbox.sink())).toList());
    }
    resolve(settlements.watched().await());
    gauge.accept(queries.standings().await());
    return new Progress.Rest(EVERY);
  }

  /** The group first and the ends after: what the sink had settled had died before, if it did. */
  private void settle(SinkInbox inbox, List<Sent> sent) {
    if (sent.isEmpty()) {
      return;
    }
    Map<Partition, Position> settled = offsets.committed(inbox.group()).await();
    Map<Partition, Long> ends =
        offsets
            .ends(sent.stream().map(one -> one.home().topic()).collect(Collectors.toSet()))
            .await();
    for (Sent one : sent) {
      Position next = settled.get(new Partition(inbox.topic(), one.inboxPartition()));
      Long end = ends.get(one.home());
      if (next != null && end != null) {
        settlements.settled(one, next.next(), end).await();
      }
    }
  }

  private void resolve(List<Partition> watched) {
    if (watched.isEmpty()) {
      return;
    }
    Map<Partition, Position> indexed = offsets.committed(indexGroup).await();
    for (Partition home : Set.copyOf(watched)) {
      Position next = indexed.get(home);
      if (next != null) {
        settlements.indexed(home, next.next()).await();
      }
    }
  }

  @Override
  public void close() {}
}
