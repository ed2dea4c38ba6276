package io.penstock.event;

import io.penstock.event.json.Fields;

/** The rules of a stream, beside those that every event must keep. */
@FunctionalInterface
public interface EventRules {
  /** The stream has none. */
  EventRules NONE = (event, tenant, nowMicros, faults) -> {};

  /** Adds to {@code faults} what is wrong with the event, if anything. */
  void check(Fields event, String tenant, long nowMicros, Faults faults);
}
