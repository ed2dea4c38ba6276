package io.penstock.load.numbered;

import java.util.BitSet;

/**
 * What a sender has sent.
 *
 * @param first the number of its first event
 * @param next behind its last one
 * @param refused those whose requests were never answered with OK; they may have been kept
 * @param accepted how many were, as the answers counted them
 */
public record Sent(long first, long next, BitSet refused, long accepted) {
  public long events() {
    return next - first;
  }
}
