package io.penstock.ledger.reconcile;

import io.penstock.ledger.reconcile.Records.Read;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.sink.Holdings;
import io.penstock.sink.Holdings.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks once more into every suspicion, because events go on while two things are compared that
 * cannot be looked at in one moment. Reads the log again, up to its new end, with letters as they
 * are now; an event that is missing is looked up by its id.
 */
final class Verdict {
  private static final int NAMES_AT_ONCE = 500;

  private final Records records;
  private final Map<Partition, Standing> standings;
  private final Letters letters;
  private final Optional<Holdings> holdings;
  private final Window window;
  private final Lines lines;
  private final Identities identities;
  private final Identities strangers;
  private final Findings findings;
  private final Watch watch;
  private final List<Read> missing = new ArrayList<>();

  Verdict(
      Records records,
      Map<Partition, Standing> standings,
      Letters letters,
      Optional<Holdings> holdings,
      Window window,
      Lines lines,
      Identities identities,
      Identities strangers,
      Findings findings,
      Watch watch) {
    this.records = records;
    this.standings = standings;
    this.letters = letters;
    this.holdings = holdings;
    this.window = window;
    this.lines = lines;
    this.identities = identities;
    this.strangers = strangers;
    this.findings = findings;
    this.watch = watch;
  }

  void add(LogRecord record) {
    watch.advance();
    records.read(record).ifPresent(this::add);
  }

  private void add(Read read) {
    Standing standing = standings.get(read.record().partition());
    if (standing == null) {
      return;
    }
    if (read.event() == null) {
      addUnreadable(read, standing);
      return;
    }
    clearStranger(read);
    int slot = identities.find(read.identity());
    if (slot >= 0) {
      compareBytes(read, slot);
      addSuspect(read, standing, slot);
    }
  }

  private void addUnreadable(Read read, Standing standing) {
    boolean isCompared =
        standing.isTheSinks(read.record().offset())
            && read.record().offset() < standing.end()
            && window.has(read.receivedAtMicros());
    if (isCompared && Scan.isUnhoused(read, Scan.homeOf(read, standing, letters), letters)) {
      Line line = lineOf(read);
      line.move(Count.DEAD, Count.EXPECTED);
      missing(read, read.record().partition() + "-" + read.record().offset(), line);
    }
  }

  private Line lineOf(Read read) {
    return lines.get(
        lines.number(Lines.hourOf(read.receivedAtMicros()), read.record().partition().number()));
  }

  /** It came into the log after the log was read. */
  private void clearStranger(Read read) {
    int slot = strangers.find(read.identity());
    if (slot >= 0 && !strangers.is(slot, Identities.SEEN)) {
      strangers.mark(slot, Identities.SEEN);
      lines.get(strangers.line(slot)).add(Count.LATE, 1);
      findings.remove(Count.SURPLUS, read.identity());
    }
  }

  private void compareBytes(Read read, int slot) {
    if (identities.is(slot, Identities.CHANGED) && identities.content(slot) == read.content()) {
      identities.unmark(slot, Identities.CHANGED);
      findings.remove(Count.CHANGED, read.identity());
    } else if (identities.is(slot, Identities.CHANGED) || identities.is(slot, Identities.ALTERED)) {
      findings.add(read.identity(), finding(Count.CHANGED, read, idOf(read)));
    }
  }

  private void addSuspect(Read read, Standing standing, int slot) {
    boolean isIt =
        identities.is(slot, Identities.SUSPECT)
            && standing.isTheSinks(read.record().offset())
            && standing.isSettled(read.record().offset())
            && read.isWanted();
    if (isIt) {
      identities.unmark(slot, Identities.SUSPECT);
      Count home = letters.homeOf(read.record(), Count.EXPECTED);
      if (home == Count.EXPECTED) {
        missing.add(read);
        lookUpWhen(NAMES_AT_ONCE);
      } else {
        lines.get(identities.line(slot)).move(Count.EXPECTED, home);
      }
    }
  }

  private void lookUpWhen(int enough) {
    if (missing.size() >= enough && holdings.isPresent()) {
      lookUp(holdings.get());
      missing.clear();
    }
  }

  private void lookUp(Holdings sink) {
    var hash = new IdentityHash(sink.key());
    List<Name> names =
        missing.stream().map(read -> new Name(read.tenant(), idOf(read))).distinct().toList();
    Set<Long> found =
        sink.find(names).stream().map(hash::of).collect(Collectors.toCollection(HashSet::new));
    for (Read read : missing) {
      Line line = lines.get(identities.line(identities.find(read.identity())));
      if (found.contains(read.identity())) {
        line.add(Count.ELSEWHERE, 1);
      } else {
        missing(read, idOf(read), line);
      }
    }
  }

  private static String idOf(Read read) {
    return read.event() == null ? "" : read.event().id();
  }

  private void missing(Read read, String id, Line line) {
    line.add(Count.MISSING, 1);
    findings.add(
        read.event() == null ? read.record().offset() : read.identity(),
        finding(Count.MISSING, read, id));
  }

  private static Finding finding(Count what, Read read, String id) {
    return new Finding(
        what,
        read.tenant(),
        id,
        Lines.hourOf(read.receivedAtMicros()),
        read.record().partition().number(),
        read.record().offset());
  }

  /** What is left is told. */
  void finish() {
    if (!missing.isEmpty()) {
      lookUpWhen(1);
    }
    identities.forEach(this::countChanged);
    strangers.forEach(this::countStranger);
  }

  private void countChanged(int slot) {
    if (identities.is(slot, Identities.CHANGED) || identities.is(slot, Identities.ALTERED)) {
      lines.get(identities.line(slot)).add(Count.CHANGED, 1);
    }
  }

  private void countStranger(int slot) {
    if (!strangers.is(slot, Identities.SEEN)) {
      lines.get(strangers.line(slot)).add(Count.SURPLUS, 1);
    }
  }
}
