package io.penstock.ledger.reconcile;

import io.penstock.sink.Holdings;
import io.penstock.sink.Holdings.Held;
import io.penstock.sink.Holdings.Sum;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Compares what the sink must hold with what it holds: the sums of each hour first, and row by row
 * only where they differ. What it finds is a suspicion, for the {@link Verdict} to look into.
 */
final class Comparison {
  private final Holdings holdings;
  private final IdentityHash hash;
  private final Window window;
  private final Lines lines;
  private final Identities identities;
  private final Identities strangers;
  private final Findings findings;
  private final Watch watch;
  private final Set<Long> examined = new HashSet<>();
  private final Deque<Long> toExamine = new ArrayDeque<>();

  Comparison(
      Holdings holdings,
      Window window,
      Lines lines,
      Identities identities,
      Identities strangers,
      Findings findings,
      Watch watch) {
    this.holdings = holdings;
    this.hash = new IdentityHash(holdings.key());
    this.window = window;
    this.lines = lines;
    this.identities = identities;
    this.strangers = strangers;
    this.findings = findings;
    this.watch = watch;
  }

  void run() {
    watch.begin("asking the sink for its sums", 0);
    Map<Long, Sum> held = holdings.sums(window.fromMicros(), window.toMicros());
    Map<Long, Sum> expected = expected();
    Set<Long> hours = new HashSet<>(held.keySet());
    hours.addAll(expected.keySet());
    for (long hour : hours) {
      Sum sum = held.getOrDefault(hour, Sum.NONE);
      if (sum.equals(expected.getOrDefault(hour, Sum.NONE))) {
        lines.of(hour).add(Count.ROWS, sum.rows());
      } else {
        toExamine.add(hour);
      }
    }
    examineAll();
    suspectWhatIsMissing();
  }

  private Map<Long, Sum> expected() {
    Map<Long, Sum> sums = new HashMap<>();
    identities.forEach(
        slot -> {
          if (identities.is(slot, Identities.EXPECTED)) {
            sums.merge(hourOf(slot), new Sum(1, identities.content(slot), 0), Comparison::both);
          }
        });
    return sums;
  }

  private static Sum both(Sum one, Sum other) {
    return new Sum(one.rows() + other.rows(), one.hashes() ^ other.hashes(), 0);
  }

  private long hourOf(int slot) {
    return lines.get(identities.line(slot)).hour();
  }

  private void examineAll() {
    while (!toExamine.isEmpty()) {
      long hour = toExamine.remove();
      if (examined.add(hour)) {
        watch.begin("reading rows of the sink", 0);
        Window part = window.hour(hour);
        holdings.rows(part.fromMicros(), part.toMicros(), row -> examine(row, hour));
      }
    }
  }

  private void examine(Held row, long hour) {
    watch.advance();
    Line line = lines.of(hour);
    line.add(Count.ROWS, 1);
    long identity = hash.of(row);
    int slot = identities.find(identity);
    if (slot < 0) {
      suspectStranger(row, identity, hour);
    } else if (identities.is(slot, Identities.SEEN)) {
      doubled(row, identity, hour);
    } else {
      identities.mark(slot, Identities.SEEN);
      compareHours(slot, hour);
      compareBytes(row, slot);
    }
  }

  private void suspectStranger(Held row, long identity, long hour) {
    if (strangers.find(identity) < 0) {
      strangers.add(identity, 0, lines.number(hour, Line.NO_PARTITION));
      findings.add(identity, finding(Count.SURPLUS, row, hour));
    } else {
      doubled(row, identity, hour);
    }
  }

  private void doubled(Held row, long identity, long hour) {
    lines.of(hour).add(Count.DOUBLED, 1);
    findings.add(identity, finding(Count.DOUBLED, row, hour));
  }

  private static Finding finding(Count what, Held row, long hour) {
    return new Finding(what, row.tenant(), row.id(), hour, Line.NO_PARTITION, -1);
  }

  /** Which of an event's records came first to the sink is not always the log's first. */
  private void compareHours(int slot, long hour) {
    boolean isExpected = identities.is(slot, Identities.EXPECTED);
    if (!isExpected) {
      lines.of(hour).add(Count.LATE, 1);
    } else if (hourOf(slot) != hour) {
      lines.of(hour).add(Count.LATE, 1);
      lines.get(identities.line(slot)).add(Count.ELSEWHERE, 1);
      toExamine.add(hourOf(slot));
    }
  }

  /** Another record of the same event may have brought these bytes. */
  private void compareBytes(Held row, int slot) {
    boolean isAltered = row.isAltered();
    if (isAltered || row.storedHash() != identities.content(slot)) {
      identities.mark(slot, isAltered ? Identities.ALTERED : Identities.CHANGED);
      identities.place(slot, row.storedHash(), lineFor(slot, row));
    }
  }

  private int lineFor(int slot, Held row) {
    return identities.line(slot) == Scan.NO_LINE
        ? lines.number(Lines.hourOf(row.receivedAtMicros()), Line.NO_PARTITION)
        : identities.line(slot);
  }

  private void suspectWhatIsMissing() {
    identities.forEach(
        slot -> {
          if (identities.is(slot, Identities.EXPECTED)
              && !identities.is(slot, Identities.SEEN)
              && examined.contains(hourOf(slot))) {
            identities.mark(slot, Identities.SUSPECT);
          }
        });
  }
}
