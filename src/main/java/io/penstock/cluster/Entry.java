package io.penstock.cluster;

/**
 * What one node says of a thing.
 *
 * @param owner the node
 * @param epoch grows each time the thing changes hands; what an earlier owner says late is refused
 */
public record Entry(String owner, long epoch, String text) {
  /** Whether this may stand where the other stood. */
  boolean supersedes(Entry other) {
    return epoch > other.epoch || (epoch == other.epoch && owner.equals(other.owner));
  }
}
