package io.penstock.load.torture.account;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What all producers sent and what was acknowledged. What was sent and not acknowledged is unknown:
 * it may be there, at most once.
 */
public final class Book {
  private final List<Page> pages;
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder spooled = new LongAdder();
  private final LongAdder repeats = new LongAdder();

  public Book(int producers) {
    this.pages = new CopyOnWriteArrayList<>(Stream.generate(Page::new).limit(producers).toList());
  }

  /** One producer more; answers its number. */
  public synchronized int join() {
    pages.add(new Page());
    return pages.size() - 1;
  }

  /** Before the event leaves; its sequence is the next of its producer. */
  public void sent(int producer, int key, byte[] event) {
    pages.get(producer).sent(key, event);
  }

  public void acknowledged(int producer, int first, int count, boolean isSpooled) {
    pages.get(producer).acknowledged(first, count, !isSpooled);
    acknowledged.add(count);
    if (isSpooled) {
      spooled.add(count);
    }
  }

  /** Once more, perhaps with another body. */
  public void sentAgain(EventName name, byte[] event) {
    page(name.producer()).sentAgain(name.sequence(), event);
    repeats.increment();
  }

  /** What was not acknowledged before counts from now on, but not its order. */
  public void acknowledgedAgain(int producer, int first, int count, boolean isSpooled) {
    int news = pages.get(producer).acknowledgedAgain(first, count);
    acknowledged.add(news);
    if (isSpooled) {
      spooled.add(count);
    }
  }

  /** Events that were sent another time. */
  public long repeats() {
    return repeats.sum();
  }

  /** So far; may be asked at any time. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  public long spooled() {
    return spooled.sum();
  }

  public long sent() {
    return pages.stream().mapToLong(Page::sent).sum();
  }

  public int producers() {
    return pages.size();
  }

  Page page(int producer) {
    return pages.get(producer);
  }

  /** Whether such an event was ever sent. */
  boolean knows(EventName name) {
    return name.producer() < pages.size() && name.sequence() < pages.get(name.producer()).sent();
  }
}
