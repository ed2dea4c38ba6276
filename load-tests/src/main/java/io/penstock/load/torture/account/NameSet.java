package io.penstock.load.torture.account;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Names of events, a bit each. */
final class NameSet {
  private final List<BitSet> byProducer;

  NameSet(int producers) {
    this.byProducer = Stream.generate(BitSet::new).limit(producers).toList();
  }

  /** False where it was in it before. */
  boolean add(EventName name) {
    BitSet sequences = byProducer.get(name.producer());
    boolean isNew = !sequences.get(name.sequence());
    sequences.set(name.sequence());
    return isNew;
  }

  int size() {
    return byProducer.stream().mapToInt(BitSet::cardinality).sum();
  }

  BitSet of(int producer) {
    return byProducer.get(producer);
  }

  int shared(NameSet other) {
    int shared = 0;
    for (int producer = 0; producer < byProducer.size(); producer++) {
      BitSet both = (BitSet) of(producer).clone();
      both.and(other.of(producer));
      shared += both.cardinality();
    }
    return shared;
  }
}
