package io.penstock.delivery;

import io.penstock.delivery.Item.Home;
import io.penstock.event.Stream;
import io.penstock.ledger.Checkpoint;
import io.penstock.log.LogRecord;
import io.penstock.log.Partition;
import io.penstock.observability.SinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One partition on its way to one sink: what is settled, and what was read and is not yet. */
final class Lane {
  /** About what a record and its event take beside their bytes: objects, headers, texts. */
  private static final int OVERHEAD_BYTES = 600;

  private final DeliveryConfig config;
  private final Partition partition;
  private final ItemReader reader;
  private final Bisection bisection = new Bisection();
  private List<Item> items = new ArrayList<>();
  private Checkpoint checkpoint;
  private long bytes;
  private long next;

  /** The sink may have records up to here already, whatever the checkpoint says. */
  private long intended;

  private long sinceMillis;
  private int unknowns;
  private boolean isPressing;

  Lane(
      DeliveryConfig config,
      Partition partition,
      ItemReader reader,
      Checkpoint checkpoint,
      long intended) {
    this.config = config;
    this.partition = partition;
    this.reader = reader;
    this.checkpoint = checkpoint;
    this.next = checkpoint.next();
    this.intended = intended;
  }

  /** Takes the next record. Offsets may skip: those between have no record. */
  void add(LogRecord record, long nowMillis) {
    if (isEmpty()) {
      sinceMillis = nowMillis;
    }
    next = record.offset() + 1;
    Item item = reader.read(record);
    items.add(item);
    bytes += item.bytes();
  }

  /** About how much of it is in memory, in bytes. */
  long memory() {
    return bytes + (long) items.size() * OVERHEAD_BYTES;
  }

  /** Up to here, exclusive, the log has nothing more to read. */
  void reaches(long offset, long nowMillis) {
    if (isEmpty() && offset > next) {
      sinceMillis = nowMillis;
    }
    next = Math.max(next, offset);
  }

  boolean isEmpty() {
    return next == checkpoint.next();
  }

  /** Whether nothing more is to be gathered until this is written. */
  boolean isFull() {
    return mayHaveWritten() ? next >= intended : isLarge();
  }

  private boolean isLarge() {
    return items.size() >= config.eventsMax() || bytes >= config.bytesMax();
  }

  /** How long the batch may go on gathering. A range that the sink may have is offered whole. */
  long millisToRipe(long nowMillis) {
    if (isPressing || isFull()) {
      return isEmpty() ? Long.MAX_VALUE : 0;
    }
    return isEmpty() || mayHaveWritten()
        ? Long.MAX_VALUE
        : Math.max(0, sinceMillis + config.linger().toMillis() - nowMillis);
  }

  /** Whether the sink may have what comes next already. */
  boolean mayHaveWritten() {
    return checkpoint.next() < intended;
  }

  /** Up to where the sink may have records, whatever the checkpoint says. */
  long intended() {
    return intended;
  }

  /** From now on the sink may have the offer. */
  void intends(Offer offer) {
    intended = Math.max(intended, offer.batch().next());
  }

  /** Since when it is being gathered. */
  long sinceMillis() {
    return sinceMillis;
  }

  /** What the sink is to be offered now: all that was read, or less while bad ones are among it. */
  Offer offer() {
    int end = endOfOffer();
    long behind = end == items.size() ? next : items.get(end).offset();
    List<Item> offered = items.subList(0, end);
    return new Offer(this, offered, bytesOf(offered), isBeyond(behind) ? intended : behind);
  }

  /** Mostly of all, which need not be counted again. */
  private long bytesOf(List<Item> offered) {
    return offered.size() == items.size() ? bytes : offered.stream().mapToLong(Item::bytes).sum();
  }

  /**
   * Behind as many events as may be offered at once; before one of another stream; and before what
   * was not part of a range that the sink may have. Mostly none of these holds, and the items, most
   * of which have left the processor's caches, need not be looked at.
   */
  private int endOfOffer() {
    if (items.size() <= bisection.eventsMax() && !mayHaveWritten() && reader.isOfOneStream()) {
      return items.size();
    }
    int left = bisection.eventsMax();
    String topic = items.isEmpty() ? "" : items.getFirst().stream().topic();
    for (int end = 0; end < items.size(); end++) {
      Item item = items.get(end);
      if ((end > 0 && isBeyond(item.offset()))
          || (item.home() == Home.NONE && left-- == 0)
          || !item.stream().topic().equals(topic)) {
        return end;
      }
    }
    return items.size();
  }

  /** Whether the offset is behind a range that the sink may have, which is offered alone. */
  private boolean isBeyond(long offset) {
    return mayHaveWritten() && offset >= intended;
  }

  /** The offset of the record to read next. */
  long next() {
    return next;
  }

  /** When the oldest record that is not settled was appended to the log. */
  long oldestMillis() {
    return items.isEmpty() ? SinkState.NOTHING_WAITS : items.getFirst().record().timestampMillis();
  }

  /** Whose the range is where it has no records. */
  Stream stream() {
    return reader.stream();
  }

  Partition partition() {
    return partition;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The range is where it belongs; what is behind it is offered next. */
  void settle(Offer offer, Checkpoint reached) {
    bisection.taken(offer.batch().events().size());
    unknowns = 0;
    if (offer.items().size() == items.size()) {
      goOn(reached);
    } else {
      bytes -= offer.bytes();
      items = new ArrayList<>(items.subList(offer.items().size(), items.size()));
      checkpoint = reached;
      isPressing = true;
    }
  }

  /** Gathering starts anew there. */
  void goOn(Checkpoint reached) {
    checkpoint = reached;
    next = reached.next();
    items = new ArrayList<>();
    bytes = 0;
    isPressing = false;
  }

  /** Something in the offer is at fault; answers what, where it was offered alone. */
  Optional<Item> searchIn(Offer offer) {
    List<Item> offered = offer.offered();
    unknowns = 0;
    isPressing = true;
    return bisection.refused(offered.size()) ? Optional.of(offered.getFirst()) : Optional.empty();
  }

  /** Some events have another home now; what is left of the range is offered at once. */
  void goesOnWithTheRest() {
    unknowns = 0;
    isPressing = true;
  }

  /** One more attempt has failed for no known reason; answers whether these were enough. */
  boolean hasFailedTooOften() {
    return ++unknowns >= config.attemptsMax();
  }
}
