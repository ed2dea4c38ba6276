package io.penstock.sink.opensearch;

import io.penstock.sink.Answer;
import io.penstock.sink.Complaint;
import io.penstock.sink.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of each event of a bulk, so far. */
final class Fates {
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final Trouble NOTHING_SAID = Trouble.ofStatus(0);

  private final Bulk bulk;
  private final long today;
  private final @Nullable Trouble[] items;

  /** {@code today} in days since 1970. */
  Fates(Bulk bulk, long today) {
    this.bulk = bulk;
    this.today = today;
    this.items = new @Nullable Trouble[bulk.size()];
  }

  /** These were found to be there. */
  void areThere(BitSet events) {
    say(events, Trouble.there());
  }

  /** The same for each of these. */
  void say(BitSet events, Trouble answer) {
    events.stream().forEach(event -> items[event] = answer);
  }

  /** Answers for these events, in their order. */
  void say(BitSet events, List<Trouble> answers) {
    int at = 0;
    for (int event = events.nextSetBit(0); event >= 0; event = events.nextSetBit(event + 1)) {
      items[event] = answers.get(at++);
    }
  }

  /** Those that nothing was said of. */
  BitSet open() {
    var open = new BitSet(items.length);
    for (int event = 0; event < items.length; event++) {
      open.set(event, items[event] == null);
    }
    return open;
  }

  /** Those that a moment may help. */
  BitSet busy() {
    var busy = new BitSet(items.length);
    for (int event = 0; event < items.length; event++) {
      busy.set(event, fate(event) == Fate.BUSY);
    }
    return busy;
  }

  boolean isAnyThere() {
    return Arrays.stream(items).anyMatch(item -> item != null && Fate.of(item).isThere());
  }

  private Trouble item(int event) {
    Trouble item = items[event];
    return item == null ? NOTHING_SAID : item;
  }

  private Fate fate(int event) {
    return Fate.of(item(event));
  }

  /**
   * What the whole is. Where nothing gets in now, nothing is wrong with any event, and all wait.
   * But an index of another day may be closed or read-only for good: then not everything waits, and
   * only its own events do.
   */
  Outcome outcome() {
    int repeated = 0;
    int others = 0;
    int held = -1;
    for (int event = 0; event < items.length; event++) {
      switch (fate(event)) {
        case STORED -> {}
        case REPEATED -> repeated++;
        case REFUSED -> others++;
        case BUSY, UNKNOWN -> {
          others++;
          held = held < 0 ? event : held;
        }
        case BARRED, MISSING -> {
          others++;
          boolean isOfAll = !item(event).isOfAnIndex() || bulk.isOfDay(event, today);
          held = held < 0 && isOfAll ? event : held;
        }
      }
    }
    if (others == 0) {
      return new Outcome.Delivered(repeated, 0);
    }
    return held >= 0 && !isAnyThere() ? hold(item(held)) : perEvent();
  }

  /** What becomes of a batch of which only this is known. */
  static Outcome hold(Trouble trouble) {
    return new Outcome.Hold(Fate.of(trouble).cause(), "OpenSearch: " + trouble.text(), LATER);
  }

  private Outcome perEvent() {
    List<Answer> answers = new ArrayList<>(items.length);
    for (int event = 0; event < items.length; event++) {
      answers.add(
          switch (fate(event)) {
            case STORED -> new Answer.Stored(false);
            case REPEATED -> new Answer.Stored(true);
            case REFUSED -> new Answer.Never(complaint(item(event)));
            case BUSY, BARRED, MISSING, UNKNOWN ->
                new Answer.Later(complaint(item(event)), Optional.empty());
          });
    }
    return new Outcome.PerEvent(answers);
  }

  private static Complaint complaint(Trouble trouble) {
    return new Complaint(trouble.code(), trouble.field(), trouble.text());
  }
}
