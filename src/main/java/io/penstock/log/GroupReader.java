package io.penstock.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads topics as a member of a consumer group. Where to start is always said by us, and offsets
 * move only by {@link #commit}. One thread at a time.
 */
public interface GroupReader extends AutoCloseable {
  /** Hears which partitions are this member's; called from inside {@link #poll}. */
  interface Assignment {
    void assigned(Partition partition);

    void revoked(Partition partition);
  }

  /** Joins the group. */
  @FunctionalInterface
  interface Factory {
    GroupReader join(Assignment assignment);
  }

  /** The next records, in order within each partition; waits at most so long for the first. */
  List<LogRecord> poll(Duration timeout);

  /** What the group committed last; empty where it never did. */
  Optional<Position> committed(Partition partition);

  /** The oldest offset that the log still holds. */
  long beginning(Partition partition);

  /** The offset after the newest record. */
  long end(Partition partition);

  /**
   * The offset to read next; behind the last record where the log has none to read up to there.
   * Empty where it is not known at once.
   */
  OptionalLong position(Partition partition);

  /** Records of the partition that were not read yet, as of the last fetch; 0 before the first. */
  long behind(Partition partition);

  /**
   * The offsets after the newest records, for a number that people look at; nothing where the
   * broker does not answer at once.
   */
  Map<Partition, Long> endsNow(Collection<Partition> partitions);

  /** Grows each time partitions of the group change hands; -1 while this is no member. */
  long generation();

  void seek(Partition partition, long offset);

  void pause(Partition partition);

  void resume(Partition partition);

  /**
   * Commits, and answers whether the group took it. When it did not, because partitions are on
   * their way to another member or the broker is away, nothing is lost: the next commit says more,
   * or the next owner repeats what its sink then knows already.
   */
  boolean commit(Map<Partition, Position> positions);

  /**
   * Settles what is in hand first. The group hears no goodbye: for a member that comes back within
   * the session's timeout nothing changes, and after it others get its partitions.
   */
  @Override
  void close();
}
