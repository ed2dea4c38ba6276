package io.penstock.ledger.reconcile;

import io.penstock.ledger.reconcile.Records.Read;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import java.util.Map;

/** Reads the log once, and notes of which events the sink must hold a row. */
final class Scan {
  /** The line of an event that was not received in the time that is compared. */
  static final int NO_LINE = -1;

  private final Records records;
  private final Map<Partition, Standing> standings;
  private final Letters letters;
  private final Window window;
  private final Lines lines;
  private final Identities identities;
  private final Watch watch;
  private long unhoused;

  Scan(
      Records records,
      Map<Partition, Standing> standings,
      Letters letters,
      Window window,
      Lines lines,
      Identities identities,
      Watch watch) {
    this.records = records;
    this.standings = standings;
    this.letters = letters;
    this.window = window;
    this.lines = lines;
    this.identities = identities;
    this.watch = watch;
  }

  void add(LogRecord record) {
    watch.advance();
    records.read(record).ifPresent(this::add);
  }

  private void add(Read read) {
    Standing standing = standings.get(read.record().partition());
    if (standing == null || !standing.isTheSinks(read.record().offset())) {
      remember(read, NO_LINE, false);
    } else if (window.has(read.receivedAtMicros())) {
      count(read, homeOf(read, standing, letters));
    } else {
      remember(read, NO_LINE, false);
    }
  }

  /** What the record is on the books: the first of the lines' counts that it is. */
  static Count homeOf(Read read, Standing standing, Letters letters) {
    if (!standing.isSettled(read.record().offset())) {
      return Count.WAITING;
    }
    if (read.event() == null) {
      return Count.DEAD;
    }
    Count otherwise = read.isKept() ? Count.EXPECTED : Count.EXPIRED;
    return read.isWanted() ? letters.homeOf(read.record(), otherwise) : Count.FILTERED;
  }

  private void count(Read read, Count home) {
    int number =
        lines.number(Lines.hourOf(read.receivedAtMicros()), read.record().partition().number());
    Line line = lines.get(number);
    line.add(Count.RECORDS, 1);
    line.add(remember(read, number, home == Count.EXPECTED) ? Count.REPEATED : home, 1);
    if (isUnhoused(read, home, letters)) {
      unhoused++;
    }
  }

  /** A record that is no event must be a dead letter once it is settled. */
  static boolean isUnhoused(Read read, Count home, Letters letters) {
    return read.event() == null
        && home == Count.DEAD
        && letters.homeOf(read.record(), Count.MISSING) == Count.MISSING;
  }

  /** Whether an expected event was expected already. */
  private boolean remember(Read read, int line, boolean isExpected) {
    if (read.event() == null) {
      return false;
    }
    int known = identities.find(read.identity());
    int slot = known < 0 ? identities.add(read.identity(), read.content(), line) : known;
    boolean isRepeated = isExpected && identities.is(slot, Identities.EXPECTED);
    if (isExpected && !isRepeated) {
      identities.place(slot, read.content(), line);
      identities.mark(slot, Identities.EXPECTED);
    }
    return isRepeated;
  }

  /** Records that are no events and no dead letters either, as it seems. */
  long unhoused() {
    return unhoused;
  }
}
