package io.penstock.log.produce;

import io.penstock.batch.Keeping;
import io.penstock.batch.Place;
import io.penstock.batch.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the log's answers of one request. With the last one the sender's promise is kept, or,
 * where one was a fault, somebody else hears of the request: by then no record of it is on its way
 * any more. One callback for all its records. Successes come on the producer's own thread alone, so
 * their places take no lock; failures may come on any.
 */
final class Acknowledgement implements Callback {
  private static final int LONGS = 3;

  private final Submission submission;
  private final BiConsumer<Submission, Throwable> unless;
  private final AtomicInteger waiting;
  private volatile @Nullable Throwable fault;

  /** For each partition used: its number, the first and the last offset. */
  private long[] places = new long[LONGS];

  private int used;

  /**
   * @param unless hears of the request where the log did not take all of it
   */
  Acknowledgement(Submission submission, BiConsumer<Submission, Throwable> unless) {
    this.submission = submission;
    this.unless = unless;
    this.waiting = new AtomicInteger(submission.slices().count());
  }

  @Override
  public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
    if (exception == null) {
      note(metadata.partition(), metadata.offset());
    } else {
      fail(exception);
    }
    answered(1);
  }

  /** So many records were never sent, and nobody will answer for them. */
  void leaveOut(int records) {
    if (records > 0) {
      answered(records);
    }
  }

  private void answered(int records) {
    if (waiting.addAndGet(-records) == 0) {
      Throwable failed = fault;
      if (failed == null) {
        submission.kept().tryComplete(new Keeping.InLog(places()));
      } else {
        unless.accept(submission, failed);
      }
    }
  }

  /** What is wrong with a record itself says more than that the log is away. */
  void fail(Throwable thrown) {
    Throwable before = fault;
    if (before == null || !Refusals.isOfTheRecord(before)) {
      fault = thrown;
    }
  }

  /** Whether a record may not be there; the records that were not sent yet need not be. */
  boolean hasFailed() {
    return fault != null;
  }

  /** Whether that is because somebody waited in vain. */
  boolean hasTimedOut() {
    return fault instanceof TimeoutException;
  }

  private void note(int partition, long offset) {
    for (int i = used - LONGS; i >= 0; i -= LONGS) {
      if (places[i] == partition) {
        places[i + 1] = Math.min(places[i + 1], offset);
        places[i + 2] = Math.max(places[i + 2], offset);
        return;
      }
    }
    if (used == places.length) {
      places = Arrays.copyOf(places, used * 2);
    }
    places[used] = partition;
    places[used + 1] = offset;
    places[used + 2] = offset;
    used += LONGS;
  }

  private List<Place> places() {
    String topic = submission.stream().topic();
    List<Place> list = new ArrayList<>(used / LONGS);
    for (int i = 0; i < used; i += LONGS) {
      list.add(new Place(topic, (int) places[i], places[i + 1], places[i + 2]));
    }
    return list;
  }
}
