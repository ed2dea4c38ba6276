package io.penstock.sink;

import io.penstock.ledger.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a sink holds of one stream. Each method may throw a {@link SinkFault}. On one platform
 * thread, not on a virtual one.
 */
public interface Holdings extends AutoCloseable {
  /** A row, as far as it can be compared with the log. */
  record Held(
      String tenant,
      String id,
      long timeMicros,
      long receivedAtMicros,
      long storedHash,
      long dataHash) {
    /** Whether the bytes are not those that the row says it has. */
    public boolean isAltered() {
      return storedHash != dataHash;
    }
  }

  /**
   * The rows of an hour in short: equal sums are equal rows.
   *
   * @param hashes of their content, all combined by exclusive or
   * @param altered rows whose bytes are not those that they say they have
   */
  record Sum(long rows, long hashes, long altered) {
    public static final Sum NONE = new Sum(0, 0, 0);
  }

  /** An event, in words of its sender. */
  record Name(String tenant, String id) {}

  /** What makes two events one row. */
  Rows.Key key();

  /** Whether it is sure to hold what is so old: some destinations delete by age. */
  default boolean keeps(long timeMicros, long receivedAtMicros) {
    return true;
  }

  /** Whether checkpoints stand beside the rows; else the group has them. */
  default boolean keepsCheckpoints() {
    return false;
  }

  default Optional<Checkpoint> checkpoint(String topic, int partition) {
    return Optional.empty();
  }

  /** By hours since 1970, of rows received in this time. */
  Map<Long, Sum> sums(long fromMicros, long toMicros);

  /** Those received in this time, in no order. */
  void rows(long fromMicros, long toMicros, Consumer<Held> each);

  /** The rows of these events, whenever they were received. */
  List<Held> find(List<Name> names);

  @Override
  void close();
}
