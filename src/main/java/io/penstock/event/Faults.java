package io.penstock.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects what is wrong with the events of one request. At most eight faults of one event are
 * listed, and at most a hundred warnings of the request.
 */
public final class Faults {
  private static final int OF_ONE_EVENT_MAX = 8;
  private static final int WARNINGS_MAX = 100;
  private static final Supplier<String> NO_ID = String::new;

  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private int index;
  private Supplier<String> idSource = NO_ID;
  private String id = "";
  private int ofThisEvent;
  private int warningsOfThisEvent;
  private int rejected;

  void clear() {
    violations.clear();
    warnings.clear();
    rejected = 0;
    ofThisEvent = 0;
  }

  /** The faults that follow are of this event. */
  void begin(int index) {
    this.index = index;
    idSource = NO_ID;
    ofThisEvent = 0;
    warningsOfThisEvent = 0;
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

  /** A fault at a place inside the event, as RFC 6901 points to it. */
  public void addAt(String code, String pointer, String detail) {
    if (ofThisEvent == 0) {
      rejected++;
      id = idSource.get();
    }
    if (ofThisEvent++ < OF_ONE_EVENT_MAX) {
      violations.add(new Violation(index, id, code, pointer, detail));
    }
  }

  /** Something that its sender should hear of, and that costs the event nothing. */
  public void warnAt(String code, String pointer, String detail) {
    if (warningsOfThisEvent++ < OF_ONE_EVENT_MAX && warnings.size() < WARNINGS_MAX) {
      warnings.add(new Violation(index, idSource.get(), code, pointer, detail));
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

  List<Violation> warnings() {
    return warnings.isEmpty() ? List.of() : List.copyOf(warnings);
  }

  List<Violation> violations() {
    return violations.isEmpty() ? List.of() : List.copyOf(violations);
  }
}
