package io.penstock.load.numbered;

import io.penstock.load.process.BenchFault;
import java.util.List;
import java.util.function.Consumer;

/** Counts how often each event is in a place. */
public final class Census {
  private static final byte OFTEN = Byte.MAX_VALUE;

  private final byte[] seen;
  private long rows;
  private long unexpected;

  private Census(long events) {
    this.seen = new byte[Math.toIntExact(events)];
  }

  /**
   * What a place holds.
   *
   * @param lost events that were accepted and are not there
   * @param twice rows beyond the first of an event
   * @param unexpected rows of events that nobody sent
   * @param unanswered events that are there though their request was not answered with OK
   * @param recordsTwice rows beyond the first of a record of the log
   */
  public record Count(
      String place,
      long rows,
      long lost,
      long twice,
      long unexpected,
      long unanswered,
      long recordsTwice) {}

  /** The source gives the id of each row to whom it is given; all that was sent came before. */
  public static Count of(
      String place, List<Sent> all, Consumer<Consumer<String>> source, long recordsTwice) {
    var census = new Census(all.getLast().next());
    source.accept(census::add);
    return census.count(place, all, recordsTwice);
  }

  private void add(String id) {
    rows++;
    int number = NumberedEvents.number(id);
    if (number < 0 || number >= seen.length) {
      unexpected++;
    } else if (seen[number] < OFTEN) {
      seen[number]++;
    }
  }

  private Count count(String place, List<Sent> all, long recordsTwice) {
    long lost = 0;
    long unanswered = 0;
    for (Sent sent : all) {
      for (int number = Math.toIntExact(sent.first()); number < sent.next(); number++) {
        boolean refused = sent.refused().get(number);
        lost += seen[number] == 0 && !refused ? 1 : 0;
        unanswered += seen[number] > 0 && refused ? 1 : 0;
      }
    }
    return new Count(place, rows, lost, twice(), unexpected, unanswered, recordsTwice);
  }

  private long twice() {
    long distinct = 0;
    for (byte times : seen) {
      if (times == OFTEN) {
        throw new BenchFault("an event is there " + OFTEN + " times or more");
      }
      distinct += times > 0 ? 1 : 0;
    }
    return rows - unexpected - distinct;
  }
}
