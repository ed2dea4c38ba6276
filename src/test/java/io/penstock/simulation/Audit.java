package io.penstock.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.delivery.DeliveryConfig;
import io.penstock.event.Event;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.Letter;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import io.penstock.simulation.Sender.Sent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Counts what was acknowledged against what the sinks and the dead letters hold in the end. */
final class Audit {
  private final Installation all;
  private final Map<String, Sent> sent;

  Audit(Installation all, Sender sender) {
    this.all = all;
    this.sent = sender.sent();
  }

  /** Whether every group is done with every partition. */
  boolean isQuiet() {
    if (!all.tokenStore.isQuiet()) {
      return false;
    }
    for (FakeGroup group : all.log.groups()) {
      for (Partition partition : group.partitions()) {
        long next = group.committed(partition).map(Position::next).orElse(0L);
        if (next < all.log.end(partition)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Partitions that their group is not done with; empty when all is quiet. */
  String waiting() {
    List<String> waiting = new ArrayList<>();
    for (FakeGroup group : all.log.groups()) {
      for (Partition partition : group.partitions()) {
        long next = group.committed(partition).map(Position::next).orElse(0L);
        if (next < all.log.end(partition)) {
          waiting.add(partition + " at " + next + " of " + all.log.end(partition));
        }
      }
    }
    return String.join(", ", waiting);
  }

  List<String> findings() {
    List<String> wrong = new ArrayList<>();
    count("sql", all.sqlStore.events(), wrong);
    count("bulk", all.bulkStore.events(), wrong);
    count("token", all.tokenStore.events(), wrong);
    checkLedger(Installation.SQL, wrong);
    checkLedger(Installation.BULK, wrong);
    checkLedger(Installation.TOKEN, wrong);
    checkTransactions(wrong);
    checkOnce("sql", all.sqlStore.taken(), wrong);
    checkOnce("token", all.tokenStore.places(), wrong);
    return wrong;
  }

  private void count(String sink, List<Event> rows, List<String> wrong) {
    List<String> stored = rows.stream().map(row -> new String(row.data(), UTF_8)).toList();
    Set<String> once = new HashSet<>(stored);
    Set<String> dead = deadLettersOf(sink);
    note(sink + ": unexpected or changed", minus(once, sent.keySet()), wrong);
    if (once.size() < stored.size()) {
      wrong.add(sink + ": twice " + (stored.size() - once.size()));
    }
    Set<String> lost = new TreeSet<>();
    Set<String> misplaced = new TreeSet<>();
    sent.forEach(
        (text, its) -> {
          boolean isThere = (its.isPoison() ? dead : once).contains(text);
          boolean isElsewhere = (its.isPoison() ? once : dead).contains(text);
          if (its.acknowledged && !its.isIgnored() && !isThere) {
            lost.add(text);
          }
          if (isElsewhere || (its.isIgnored() && (once.contains(text) || dead.contains(text)))) {
            misplaced.add(text);
          }
        });
    note(sink + ": lost", lost, wrong);
    note(sink + ": in the wrong place", misplaced, wrong);
    note(sink + ": unexpected dead letters", minus(dead, sent.keySet()), wrong);
  }

  private static Set<String> minus(Set<String> from, Set<String> these) {
    Set<String> left = new TreeSet<>(from);
    left.removeAll(these);
    return left;
  }

  private static void note(String what, Set<String> which, List<String> wrong) {
    if (!which.isEmpty()) {
      wrong.add(what + " " + which.size() + " " + which);
    }
  }

  private Set<String> deadLettersOf(String sink) {
    Set<String> dead = new HashSet<>();
    for (LogRecord record : all.log.records(Installation.STREAM.deadLetterTopic())) {
      Optional<Letter> letter = record.letter();
      byte[] value = record.value();
      if (letter.isPresent() && letter.get().sink().equals(sink) && value != null) {
        dead.add(new String(value, UTF_8));
      }
    }
    return dead;
  }

  /** Every record that was passed counts in exactly one place, and the group knows it. */
  private void checkLedger(DeliveryConfig sink, List<String> wrong) {
    FakeGroup group = all.groupOf(sink);
    for (Partition partition : group.partitions()) {
      Optional<Checkpoint> checkpoint =
          group.committed(partition).flatMap(it -> Checkpoint.unpacked(it.next(), it.note()));
      long unexplained = checkpoint.map(Checkpoint::unexplained).orElse(0L);
      long next = checkpoint.map(Checkpoint::next).orElse(0L);
      if (unexplained != 0) {
        wrong.add(sink.sink() + " " + partition + ": unexplained " + unexplained);
      }
      if (next != all.log.end(partition)) {
        wrong.add(
            "%s %s: the ledger ends at %d of %d"
                .formatted(sink.sink(), partition, next, all.log.end(partition)));
      }
    }
  }

  /** The database's own checkpoints are the group's, and its rows what they count. */
  private void checkTransactions(List<String> wrong) {
    long delivered = 0;
    for (var entry : all.sqlStore.checkpoints().entrySet()) {
      Checkpoint own = entry.getValue();
      delivered += own.counts().delivered();
      Optional<Position> told = all.groupOf(Installation.SQL).committed(entry.getKey());
      if (!told.equals(Optional.of(new Position(own.next(), own.packed())))) {
        wrong.add("sql " + entry.getKey() + ": " + own + " and the group " + told);
      }
    }
    int rows = all.sqlStore.events().size();
    if (delivered != rows) {
      wrong.add("sql: " + delivered + " counted as delivered, and " + rows + " rows");
    }
  }

  private static void checkOnce(String sink, List<String> records, List<String> wrong) {
    Set<String> once = new HashSet<>(records);
    if (once.size() < records.size()) {
      wrong.add(sink + ": " + (records.size() - once.size()) + " records were written twice");
    }
  }
}
