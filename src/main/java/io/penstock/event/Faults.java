package io.penstock.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects what is wrong with the events of one request. At most eight faults of one event are
 * listed.
 */
public final class Faults {
  private static final int OF_ONE_EVENT_MAX = 8;
  private static final Supplier<String> NO_ID = String::new;

  private final List<Violation> violations = new ArrayList<>();
  private int index;
  private Supplier<String> idSource = NO_ID;
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
    idSource = NO_ID;
    ofThisEvent = 0;
  }

  /** The event at hand has an id, which is read only if a fault is found. */
  void identify(Supplier<String> source) {
    idSource = source;
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
      id = idSource.get();
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
