package io.penstock.load.torture.account;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks at one row of a place after the other, in the order in which they came to be there, and
 * counts what differs from the book.
 */
public final class Reading {
  private static final int SHOWN_MAX = 20;

  private final String place;
  private final Book book;
  private final Fingerprint fingerprint = new Fingerprint();
  private final NameSet there;
  private final NameSet dead;
  private final int[] lastOfKey;
  private long rows;
  private long letters;
  private long dup;
  private long unexpected;
  private long corrupt;
  private long order;

  public Reading(String place, Book book) {
    this.place = place;
    this.book = book;
    this.there = new NameSet(book.producers());
    this.dead = new NameSet(book.producers());
    this.lastOfKey = new int[book.producers() * EventMaker.KEYS_PER_PRODUCER];
    Arrays.fill(lastOfKey, -1);
  }

  public void row(String id, byte[] event) {
    rows++;
    known(id).ifPresent(name -> stored(name, event));
  }

  /** A dead letter of this sink, with the bytes that it kept. */
  public void deadLetter(String id, byte[] event) {
    letters++;
    known(id).ifPresent(name -> setAside(name, event));
  }

  private Optional<EventName> known(String id) {
    Optional<EventName> name = EventName.of(id).filter(book::knows);
    if (name.isEmpty()) {
      unexpected++;
    }
    return name;
  }

  private void stored(EventName name, byte[] event) {
    compare(name, event);
    if (there.add(name)) {
      lookAtOrder(name);
    } else {
      dup++;
    }
  }

  private void setAside(EventName name, byte[] event) {
    compare(name, event);
    if (!dead.add(name)) {
      dup++;
    }
  }

  private void compare(EventName name, byte[] event) {
    if (!book.page(name.producer()).isBody(name.sequence(), fingerprint.of(event))) {
      corrupt++;
    }
  }

  private void lookAtOrder(EventName name) {
    Page page = book.page(name.producer());
    if (!page.isOrdered(name.sequence())) {
      return;
    }
    int key = name.producer() * EventMaker.KEYS_PER_PRODUCER + page.key(name.sequence());
    if (name.sequence() < lastOfKey[key]) {
      order++;
    }
    lastOfKey[key] = Math.max(lastOfKey[key], name.sequence());
  }

  public Tally tally() {
    long lost = 0;
    for (int producer = 0; producer < book.producers(); producer++) {
      lost += lostOf(producer).cardinality();
    }
    return new Tally(
        place, rows, letters, lost, dup + there.shared(dead), unexpected, corrupt, order);
  }

  private BitSet lostOf(int producer) {
    return book.page(producer).lost(there.of(producer), dead.of(producer));
  }

  /** The first of those that are lost, for whoever has to find out why. */
  public List<String> lostFirst() {
    return IntStream.range(0, book.producers())
        .boxed()
        .flatMap(producer -> lostOf(producer).stream().mapToObj(it -> described(producer, it)))
        .limit(SHOWN_MAX)
        .toList();
  }

  private String described(int producer, int sequence) {
    String id = new EventName(producer, sequence).id();
    return book.page(producer).isOrdered(sequence) ? id : id + " (spooled)";
  }
}
