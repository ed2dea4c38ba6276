package io.penstock.delivery;

import io.penstock.event.Event;
import io.penstock.event.Stream;
import io.penstock.log.LetterBox.Addressed;
import io.penstock.log.LogRecord;
import org.jspecify.annotations.Nullable;

/** A record that was read and is not settled yet, and what became of it so far. */
final class Item {
  /** Where a record is. */
  enum Home {
    /** Nowhere yet: the sink is to be offered it. */
    NONE,
    FILTERED,
    STORED,
    REPEATED,
    RETRIED,
    DEAD
  }

  private final LogRecord record;
  private final Stream stream;
  private final @Nullable Event event;
  private Home home;
  private @Nullable Addressed letter;
  private String trouble = "";

  private Item(LogRecord record, Stream stream, @Nullable Event event, Home home) {
    this.record = record;
    this.stream = stream;
    this.event = event;
    this.home = home;
  }

  static Item wanted(LogRecord record, Stream stream, Event event) {
    return new Item(record, stream, event, Home.NONE);
  }

  static Item filtered(LogRecord record, Stream stream) {
    return new Item(record, stream, null, Home.FILTERED);
  }

  /** A record that is no event, and the letter that takes it to the dead ones. */
  static Item unreadable(LogRecord record, Stream stream, Addressed letter) {
    var item = new Item(record, stream, null, Home.NONE);
    item.goesTo(Home.DEAD, letter);
    return item;
  }

  LogRecord record() {
    return record;
  }

  long offset() {
    return record.offset();
  }

  Stream stream() {
    return stream;
  }

  /** Null where it is no event, or none that the sink wants. */
  @Nullable Event event() {
    return event;
  }

  Home home() {
    return home;
  }

  int bytes() {
    byte[] value = record.value();
    return value == null ? 0 : value.length;
  }

  void stored(boolean repeated) {
    home = repeated ? Home.REPEATED : Home.STORED;
  }

  /** Bound for another home; there once the letter is {@link #sent}. */
  void goesTo(Home elsewhere, Addressed by) {
    home = elsewhere;
    letter = by;
    trouble = by.letter().failure().kind().text();
  }

  /** The kind of failure that it has another home for; empty where it has none. */
  String trouble() {
    return trouble;
  }

  /** What is still to be sent before the checkpoint may pass; null where nothing is. */
  @Nullable Addressed letter() {
    return letter;
  }

  void sent() {
    letter = null;
  }
}
