package io.penstock.sink;

import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import java.util.ArrayList;
import java.util.List;

/**
 * The records {@code [from.next, next)} of one partition, to be written together with the
 * checkpoint that follows them. May hold no events: then only the checkpoint moves.
 *
 * @param from where the sink stands before this batch
 * @param next the first offset after it
 * @param events those the sink is offered, in the order of the log
 * @param others what became of the other records of the range
 * @param mayBeThere whether somebody may have written some or all of it before; only of a sink that
 *     {@linkplain Sink#wantsIntents wants intents}
 */
public record Batch(
    Stream stream,
    String topic,
    int partition,
    Checkpoint from,
    long next,
    List<Event> events,
    Counts others,
    boolean mayBeThere) {

  /** That nobody has written before. */
  public Batch(
      Stream stream,
      String topic,
      int partition,
      Checkpoint from,
      long next,
      List<Event> events,
      Counts others) {
    this(stream, topic, partition, from, next, events, others, false);
  }

  /** The events without those that were set aside, whose order is the same. */
  public List<Event> eventsWithout(List<SetAside> aside) {
    if (aside.isEmpty()) {
      return events;
    }
    List<Event> left = new ArrayList<>(events.size());
    int at = 0;
    for (Event event : events) {
      if (at < aside.size() && aside.get(at).offset() == event.offset()) {
        at++;
      } else {
        left.add(event);
      }
    }
    return left;
  }

  public long first() {
    return from.next();
  }

  /**
   * Where the sink stands once the events are written.
   *
   * @param repeated so many of them were there already
   * @param setAside so many of them were not written, and are dead letters
   */
  Checkpoint after(int repeated, int setAside) {
    int delivered = events.size() - setAside - repeated;
    return from.advance(next, others.plus(new Counts(delivered, repeated, 0, 0, setAside)));
  }
}
