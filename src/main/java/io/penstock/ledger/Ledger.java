package io.penstock.ledger;

import io.penstock.batch.Place;
import io.penstock.event.Stream;
import io.penstock.log.GroupOffsets;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds up what became of every record, for each stream and sink, from what the log and the groups
 * say now.
 */
public final class Ledger {
  /**
   * A sink's group and the streams it reads.
   *
   * @param inbox the topic with events that come to it once more; it has a line of its own, as long
   *     as anything is in it
   */
  public record Account(String sink, String group, List<Stream> streams, Optional<String> inbox) {
    Set<String> topics() {
      Set<String> topics = new HashSet<>();
      streams.forEach(stream -> topics.add(stream.topic()));
      inbox.ifPresent(topics::add);
      return topics;
    }

    boolean reads(String topic) {
      return streams.stream().anyMatch(stream -> stream.topic().equals(topic));
    }
  }

  private final GroupOffsets offsets;
  private final List<Account> accounts;

  public Ledger(GroupOffsets offsets, List<Account> accounts) {
    this.offsets = offsets;
    this.accounts = List.copyOf(accounts);
  }

  public Future<List<LedgerLine>> lines() {
    return Future.all(accounts.stream().map(this::linesOf).toList())
        .map(all -> all.<List<LedgerLine>>list().stream().flatMap(List::stream).toList());
  }

  /** By sink, how many offsets its checkpoints have passed that are in no count of theirs. */
  public Future<Map<String, Long>> miscounted() {
    return lines()
        .map(
            lines ->
                lines.stream()
                    .collect(
                        Collectors.groupingBy(
                            LedgerLine::sink,
                            Collectors.summingLong(line -> Math.abs(line.unexplained())))));
  }

  /**
   * How far each sink that takes their topic is with some records, by what it has committed: a sink
   * settles in the order of the log.
   */
  public Future<List<Progress>> progress(List<Place> places) {
    return Future.all(
            accounts.stream()
                .filter(account -> account.reads(places.getFirst().topic()))
                .map(account -> progress(account, places))
                .toList())
        .map(CompositeFuture::list);
  }

  private Future<Progress> progress(Account account, List<Place> places) {
    return offsets
        .committed(account.group())
        .map(
            committed -> {
              long waiting = 0;
              long all = 0;
              for (Place place : places) {
                Position position = committed.get(new Partition(place.topic(), place.partition()));
                long next = position == null ? 0 : position.next();
                waiting += Math.clamp(place.lastOffset() + 1 - next, 0, place.records());
                all += place.records();
              }
              return new Progress(account.sink(), waiting, all - waiting);
            });
  }

  /**
   * Positions first: what is appended meanwhile then counts as waiting, and nothing is settled
   * beyond the end.
   */
  private Future<List<LedgerLine>> linesOf(Account account) {
    Set<String> topics = account.topics();
    return offsets
        .committed(account.group())
        .compose(
            committed ->
                offsets
                    .beginnings(topics)
                    .compose(
                        beginnings ->
                            offsets
                                .ends(topics)
                                .map(ends -> lines(account, committed, beginnings, ends))));
  }

  private static List<LedgerLine> lines(
      Account account,
      Map<Partition, Position> committed,
      Map<Partition, Long> beginnings,
      Map<Partition, Long> ends) {
    List<LedgerLine> lines = new ArrayList<>();
    for (Stream stream : account.streams()) {
      lines.add(line(account, stream.name(), stream.topic(), committed, beginnings, ends));
    }
    account
        .inbox()
        .map(inbox -> line(account, inbox, inbox, committed, beginnings, ends))
        .filter(line -> line.accepted() > 0)
        .ifPresent(lines::add);
    return lines;
  }

  private static LedgerLine line(
      Account account,
      String name,
      String topic,
      Map<Partition, Position> committed,
      Map<Partition, Long> beginnings,
      Map<Partition, Long> ends) {
    long accepted = 0;
    long waiting = 0;
    Counts counts = Counts.ZERO;
    for (var end : ends.entrySet()) {
      if (end.getKey().topic().equals(topic)) {
        Checkpoint checkpoint =
            checkpoint(committed.get(end.getKey()), beginnings.getOrDefault(end.getKey(), 0L));
        accepted += end.getValue() - checkpoint.start();
        waiting += end.getValue() - checkpoint.next();
        counts = counts.plus(checkpoint.counts());
      }
    }
    return new LedgerLine(name, account.sink(), accepted, waiting, counts);
  }

  private static Checkpoint checkpoint(
      @org.jspecify.annotations.Nullable Position position, long beginning) {
    return Optional.ofNullable(position)
        .flatMap(at -> Checkpoint.unpacked(at.next(), at.note()))
        .orElseGet(() -> Checkpoint.at(beginning));
  }
}
