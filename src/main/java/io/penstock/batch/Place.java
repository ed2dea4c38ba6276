package io.penstock.batch;

/**
 * Where the log keeps the events of one request that went to one partition; both offsets included.
 */
public record Place(String topic, int partition, long firstOffset, long lastOffset) {
  /** Offsets from first to last; the log's own marks may be among them. */
  public long records() {
    return lastOffset - firstOffset + 1;
  }
}
