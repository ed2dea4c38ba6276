package io.penstock.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with the events of one request. At most eight faults of one event are
 * listed.
 */
public final class Faults {
  private static final int OF_ONE_EVENT_MAX = 8;

  private final List<Violation> violations = new ArrayList<>();
  private int index;
  private String id = "";
  private int ofThisEvent;
  private int rejected;

  void clear() {
    violations.clear();
    rejected = 0;
    ofThisEvent = 0;
  }

  /** The faults that follow are of this event. */
  void begin(int index) {
    this.index = index;
    this.id = "";
    ofThisEvent = 0;
  }

  void identify(String id) {
    this.id = id;
  }

  public void add(String code, String field, String detail) {
    addAt(code, Violation.pointerTo(field), detail);
  }

  /** A fault of the event as a whole. */
  void add(String code, String detail) {
    addAt(code, "", detail);
  }

  private void addAt(String code, String pointer, String detail) {
    if (ofThisEvent == 0) {
      rejected++;
    }
    if (ofThisEvent++ < OF_ONE_EVENT_MAX) {
      violations.add(new Violation(index, id, code, pointer, detail));
    }
  }

  /** Whether the event at hand has none. */
  public boolean isEmpty() {
    return ofThisEvent == 0;
  }

  /** How many events have at least one. */
  int rejected() {
    return rejected;
  }

  List<Violation> violations() {
    return violations.isEmpty() ? List.of() : List.copyOf(violations);
  }
}
