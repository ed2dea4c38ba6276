package io.penstock.ledger.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first findings; all are counted, and only so many are named. */
final class Findings {
  static final int NAMED_MAX = 1_000;

  private record Key(Count what, long identity) {}

  private final Map<Key, Finding> named = new LinkedHashMap<>();

  void add(long identity, Finding finding) {
    if (named.size() < NAMED_MAX) {
      named.put(new Key(finding.what(), identity), finding);
    }
  }

  /** It was explained after all. */
  void remove(Count what, long identity) {
    named.remove(new Key(what, identity));
  }

  List<Finding> all() {
    return List.copyOf(named.values());
  }
}
