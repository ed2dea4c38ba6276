package io.penstock.log;

import io.penstock.batch.Place;
import io.penstock.batch.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the log's acknowledgements of one request and keeps the sender's promise with the last
 * one. One callback for all its records. Successes come on the producer's own thread alone, so
 * counting them takes no lock; failures may come on any.
 */
final class Acknowledgement implements Callback {
  private static final int LONGS = 3;

  private final Submission submission;
  private int waiting;
  private volatile @Nullable Throwable fault;

  /** For each partition used: its number, the first and the last offset. */
  private long[] places = new long[LONGS];

  private int used;

  Acknowledgement(Submission submission) {
    this.submission = submission;
    this.waiting = submission.slices().count();
  }

  @Override
  public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
    if (exception == null) {
      note(metadata.partition(), metadata.offset());
      if (--waiting == 0) {
        submission.kept().tryComplete(places());
      }
    } else {
      fail(exception);
    }
  }

  /** One record that may not be there breaks the promise, whatever becomes of the others. */
  void fail(Throwable thrown) {
    fault = thrown;
    submission.kept().tryFail(thrown);
  }

  /** Whether the promise is broken; the records that were not sent yet need not be. */
  boolean hasFailed() {
    return fault != null;
  }

  /** Whether it is broken because somebody waited in vain. */
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
