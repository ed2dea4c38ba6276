package io.penstock.load.torture.account;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one producer sent, and what he heard of it: a few bits and a fingerprint an event. */
final class Page {
  private final Fingerprint fingerprint = new Fingerprint();
  private final BitSet acknowledged = new BitSet();
  private final BitSet outOfOrder = new BitSet();
  private final Map<Integer, Set<Long>> otherBodies = new HashMap<>();
  private long[] fingerprints = new long[1 << 10];
  private byte[] keys = new byte[1 << 10];
  private int sent;

  synchronized void sent(int key, byte[] event) {
    if (sent == fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, 2 * sent);
      keys = Arrays.copyOf(keys, 2 * sent);
    }
    fingerprints[sent] = fingerprint.of(event);
    keys[sent] = (byte) key;
    sent++;
  }

  /** Spooled events may come later than those behind them, so their order is not counted. */
  synchronized void acknowledged(int first, int count, boolean isOrdered) {
    acknowledged.set(first, first + count);
    outOfOrder.set(first, first + count, !isOrdered);
  }

  synchronized void sentAgain(int sequence, byte[] event) {
    long body = fingerprint.of(event);
    if (fingerprints[sequence] != body) {
      otherBodies.computeIfAbsent(sequence, _ -> new HashSet<>()).add(body);
    }
  }

  /** Answers how many of them were not acknowledged before. */
  synchronized int acknowledgedAgain(int first, int count) {
    int before = acknowledged.cardinality();
    for (int sequence = first; sequence < first + count; sequence++) {
      outOfOrder.set(sequence, outOfOrder.get(sequence) || !acknowledged.get(sequence));
    }
    acknowledged.set(first, first + count);
    return acknowledged.cardinality() - before;
  }

  synchronized int sent() {
    return sent;
  }

  synchronized int acknowledged() {
    return acknowledged.cardinality();
  }

  synchronized boolean isAcknowledged(int sequence) {
    return acknowledged.get(sequence);
  }

  /** Nobody knows when an event came that was not acknowledged. */
  synchronized boolean isOrdered(int sequence) {
    return acknowledged.get(sequence) && !outOfOrder.get(sequence);
  }

  /** Whether the event was ever sent with this body. */
  synchronized boolean isBody(int sequence, long fingerprint) {
    return fingerprints[sequence] == fingerprint
        || otherBodies.getOrDefault(sequence, Set.of()).contains(fingerprint);
  }

  synchronized int key(int sequence) {
    return keys[sequence];
  }

  /** Acknowledged, and in neither of these. */
  synchronized BitSet lost(BitSet there, BitSet elsewhere) {
    BitSet missing = (BitSet) acknowledged.clone();
    missing.andNot(there);
    missing.andNot(elsewhere);
    return missing;
  }
}
