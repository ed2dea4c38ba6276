package io.penstock.sink;

import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import java.util.List;

/**
 * The records {@code [from.next, next)} of one partition, to be written together with the
 * checkpoint that follows them. May hold no events: then only the checkpoint moves.
 *
 * @param from where the sink stands before this batch
 * @param next the first offset after it
 * @param events those the sink wants, in the order of the log
 * @param filtered how many it does not want
 */
public record Batch(
    Stream stream,
    String topic,
    int partition,
    Checkpoint from,
    long next,
    List<Event> events,
    int filtered) {

  public long first() {
    return from.next();
  }

  /** Where the sink stands once all events are written, so many of which were there already. */
  public Checkpoint after(int repeated) {
    return from.advance(next, new Counts(events.size() - repeated, repeated, filtered, 0, 0));
  }
}
