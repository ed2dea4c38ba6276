package io.penstock.delivery;

import io.penstock.delivery.Item.Home;
import io.penstock.event.Event;
import io.penstock.ledger.Checkpoint;
import io.penstock.ledger.Counts;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.sink.Batch;
import io.penstock.sink.Encoded;
import io.penstock.sink.SetAside;
import io.penstock.sink.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The head of a lane: a range of records, and the batch that a sink is offered of it. */
final class Offer {
  private final Lane lane;
  private final List<Item> items;
  private final long bytes;
  private final Batch batch;
  private @Nullable Encoded encoded;

  /** {@code bytes} are those of the items. */
  Offer(Lane lane, List<Item> items, long bytes, long next) {
    this.lane = lane;
    this.items = items;
    this.bytes = bytes;
    List<Event> events = eventsIn(items);
    long absent = next - lane.checkpoint().next() - items.size();
    this.batch =
        new Batch(
            items.isEmpty() ? lane.stream() : items.getFirst().stream(),
            lane.partition().topic(),
            lane.partition().number(),
            lane.checkpoint(),
            next,
            events,
            countsOf(items, events.size(), absent),
            lane.mayHaveWritten());
  }

  private static List<Event> eventsIn(List<Item> items) {
    List<Event> events = new ArrayList<>(items.size());
    for (Item item : items) {
      Event event = item.event();
      if (event != null && item.home() == Home.NONE) {
        events.add(event);
      }
    }
    return events;
  }

  /** What became already of those that the sink is not offered: mostly it is offered all. */
  private static Counts countsOf(List<Item> items, int offered, long absent) {
    if (offered == items.size()) {
      return new Counts(0, 0, 0, 0, 0, absent);
    }
    int stored = 0;
    int repeated = 0;
    int filtered = 0;
    int retried = 0;
    int dead = 0;
    for (Item item : items) {
      switch (item.home()) {
        case NONE -> {}
        case STORED -> stored++;
        case REPEATED -> repeated++;
        case FILTERED -> filtered++;
        case RETRIED -> retried++;
        case DEAD -> dead++;
      }
    }
    return new Counts(stored, repeated, filtered, retried, dead, absent);
  }

  Lane lane() {
    return lane;
  }

  List<Item> items() {
    return items;
  }

  Batch batch() {
    return batch;
  }

  /** Has the sink encode the batch; {@code aside} hears of each event that does not fit. */
  void encode(Sink sink, BiConsumer<Item, SetAside> aside) {
    Encoded result = sink.encode(batch);
    encoded = result;
    int at = 0;
    for (SetAside one : result.setAside()) {
      while (items.get(at).offset() != one.offset()) {
        at++;
      }
      aside.accept(items.get(at), one);
    }
  }

  Encoded encoded() {
    return Objects.requireNonNull(encoded, "not encoded yet");
  }

  /** Whether nothing is left for the sink to store. */
  boolean isEmpty() {
    return batch.events().size() == encoded().setAside().size();
  }

  long bytes() {
    return bytes;
  }

  /** Those that the sink is asked to store, in the order of the log. */
  List<Item> offered() {
    return items.stream().filter(item -> item.home() == Home.NONE).toList();
  }

  /** What has to have another home before the checkpoint may pass: mostly nothing has. */
  List<Addressed> letters() {
    if (batch.events().size() == items.size() && encoded().setAside().isEmpty()) {
      return List.of();
    }
    List<Addressed> letters = new ArrayList<>();
    for (Item item : items) {
      Addressed letter = item.letter();
      if (letter != null) {
        letters.add(letter);
      }
    }
    return letters;
  }

  void sent() {
    items.forEach(Item::sent);
  }

  /** Where the sink stands once it has all that it was offered. */
  Checkpoint after(int repeated) {
    return encoded().after(repeated);
  }
}
