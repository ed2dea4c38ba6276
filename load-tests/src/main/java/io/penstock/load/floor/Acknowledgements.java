package io.penstock.load.floor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Counts the broker's answers to the events of one request; the last one decides its status. */
final class Acknowledgements implements Callback {
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;

  private final AtomicInteger awaited;
  private final IntConsumer status;
  private volatile boolean failed;

  Acknowledgements(int awaited, IntConsumer status) {
    this.awaited = new AtomicInteger(awaited);
    this.status = status;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata place, @Nullable Exception fault) {
    if (fault != null) {
      failed = true;
    }
    if (awaited.decrementAndGet() == 0) {
      status.accept(failed ? UNAVAILABLE : ACCEPTED);
    }
  }
}
