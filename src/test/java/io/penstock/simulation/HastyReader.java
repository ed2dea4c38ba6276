package io.penstock.simulation;

import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.log.GroupReader;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.log.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A reader that tells its group of what was only read: at once, or when the partition goes. */
final class HastyReader implements GroupReader {
  /** Hears of a partition that goes after whoever settles it. */
  private record Around(Assignment inner, HastyReader reader) implements Assignment {
    @Override
    public void assigned(Partition partition) {
      inner.assigned(partition);
      reader.read.remove(partition);
    }

    @Override
    public void revoked(Partition partition) {
      inner.revoked(partition);
      reader.commitWhatWasRead();
      reader.read.remove(partition);
    }
  }

  private final GroupReader reader;
  private final Mutant mutant;
  private final Map<Partition, Position> read = new HashMap<>();

  @SuppressWarnings("this-escape") // the reader calls back from poll, not from its constructor
  HastyReader(Mutant mutant, Factory factory, Assignment assignment) {
    this.mutant = mutant;
    this.reader = factory.join(new Around(assignment, this));
  }

  private void commitWhatWasRead() {
    if (!read.isEmpty()) {
      reader.commit(read);
    }
  }

  @Override
  public List<LogRecord> poll(Duration timeout) {
    List<LogRecord> records = reader.poll(timeout);
    records.forEach(this::note);
    if (mutant == Mutant.COMMIT_BEFORE_WRITE) {
      commitWhatWasRead();
    }
    return records;
  }

  /** As if it was delivered. */
  private void note(LogRecord record) {
    long next = record.offset() + 1;
    Checkpoint before = Checkpoint.at(0);
    Counts all = before.counts().plus(new Counts(next, 0, 0, 0, 0));
    read.put(record.partition(), new Position(next, before.advance(next, all).packed()));
  }

  @Override
  public Optional<Position> committed(Partition partition) {
    return reader.committed(partition);
  }

  @Override
  public long beginning(Partition partition) {
    return reader.beginning(partition);
  }

  @Override
  public long end(Partition partition) {
    return reader.end(partition);
  }

  @Override
  public long generation() {
    return reader.generation();
  }

  @Override
  public OptionalLong position(Partition partition) {
    return reader.position(partition);
  }

  @Override
  public long behind(Partition partition) {
    return reader.behind(partition);
  }

  @Override
  public Map<Partition, Long> endsNow(Collection<Partition> partitions) {
    return reader.endsNow(partitions);
  }

  @Override
  public void seek(Partition partition, long offset) {
    reader.seek(partition, offset);
  }

  @Override
  public void pause(Partition partition) {
    reader.pause(partition);
  }

  @Override
  public void resume(Partition partition) {
    reader.resume(partition);
  }

  @Override
  public boolean commit(Map<Partition, Position> positions) {
    return reader.commit(positions);
  }

  @Override
  public void close() {
    reader.close();
  }
}
